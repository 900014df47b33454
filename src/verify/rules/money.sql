-- section: across
-- rule: linked.loans
-- A loan's linked account is the customer's paying account: the first active checking account that was open on the day of disbursement, otherwise the
-- first other active account; never a certificate.
SELECT loan_id, l.customer_id, linked_account_id, min(CASE account_type WHEN 'checking' THEN 'a' ELSE 'b' END || account_id) AS paying FROM loans l
LEFT JOIN accounts a ON a.customer_id = l.customer_id AND account_status = 'active' AND account_type <> 'cd' AND opened_date <= disbursement_date
WHERE linked_account_id IS NOT NULL GROUP BY loan_id HAVING linked_account_id IS NOT substr(paying, 2);
-- mutation
UPDATE loans SET linked_account_id = 'ACC-0000001-1';

-- rule: linked.policies
-- A policy's linked account is the customer's paying account: the first active checking account, otherwise the first active account.
SELECT policy_id, i.customer_id, linked_account_id, p.account_id FROM policies i LEFT JOIN paying p ON p.customer_id = i.customer_id
WHERE linked_account_id IS NOT NULL AND linked_account_id IS NOT p.account_id;
-- mutation
UPDATE policies SET linked_account_id = 'ACC-0000001-1';

-- rule: linked.loans_used
-- Loans: linked to customer accounts for disbursement and repayment: percentage of active loans of customers with a paying account that are linked.
-- expect: between 95 and 100
SELECT 100.0 * count(linked_account_id) / count(*) FROM loans l JOIN paying p ON p.customer_id = l.customer_id WHERE loan_status = 'active';
-- mutation
UPDATE loans SET linked_account_id = NULL WHERE rowid % 2 = 0;

-- rule: linked.obligations
-- At most 4 monthly obligations are paid from an account.
SELECT account_id, count(*) FROM (
    SELECT linked_account_id AS account_id FROM loans WHERE loan_status <> 'paid_off'
    UNION ALL SELECT linked_account_id FROM policies WHERE policy_status = 'active' AND premium_frequency = 'monthly'
) WHERE account_id IS NOT NULL GROUP BY 1 HAVING count(*) > 4;
-- mutation
UPDATE policies SET linked_account_id = 'ACC-0000001-1';

-- rule: money.installments
-- Money matches: an installment paid from a linked account within its quarter is a payment there, with the same date and amount, naming the loan. The
-- remainder at an early payoff, without interest, is paid from the sale, the trade-in or the next lender.
WITH recent AS MATERIALIZED (
    SELECT * FROM repayment_schedule WHERE payment_date >= substr(add_months(as_of(), 1 - months()), 1, 8) || '01'
)
SELECT schedule_id, s.loan_id, payment_date, total_amount, loan_number
FROM recent s JOIN loans l ON l.loan_id = s.loan_id
JOIN accounts a ON a.account_id = linked_account_id
WHERE payment_date >= opened_date AND cents(interest_amount) > 0 AND NOT EXISTS (
    SELECT 1 FROM transactions t
    WHERE t.account_id = linked_account_id AND transaction_type = 'payment' AND instr(description, loan_number) > 0
      AND substr(transaction_date, 1, 10) = payment_date AND cents(transaction_amount) = -cents(total_amount));
-- mutation
UPDATE transactions SET description = 'Bill payment' WHERE transaction_id = (SELECT min(transaction_id) FROM transactions WHERE description LIKE 'Loan payment %');

-- rule: money.loans_back
-- The reverse: a transaction that names a loan is an installment or the disbursement of that loan.
SELECT transaction_id, transaction_type, transaction_date, transaction_amount, description FROM transactions t
JOIN loans l ON l.loan_number = extract(description, '[0-9]{10,12}')
WHERE t.account_id IS NOT linked_account_id
   OR NOT (transaction_type = 'payment' AND EXISTS (
            SELECT 1 FROM repayment_schedule s WHERE s.loan_id = l.loan_id AND payment_date = substr(transaction_date, 1, 10)
               AND cents(total_amount) = -cents(transaction_amount))
        OR transaction_type = 'deposit' AND disbursement_date = substr(transaction_date, 1, 10) AND cents(principal_amount) = cents(transaction_amount)
           AND loan_type IN ('personal', 'education', 'business'));
-- mutation
UPDATE transactions SET transaction_amount = transaction_amount - 0.01 WHERE description LIKE 'Loan payment %' AND rowid % 10 = 0;

-- rule: money.loans_once
-- No installment is paid twice: on each day as many transactions name a loan as it has installments and disbursements.
SELECT max(transaction_id), l.loan_id, substr(transaction_date, 1, 10) AS on_day, count(*) AS n FROM transactions t
JOIN loans l ON l.loan_number = extract(description, '[0-9]{10,12}')
GROUP BY l.loan_id, on_day
HAVING n > (SELECT count(*) FROM repayment_schedule s WHERE s.loan_id = l.loan_id AND payment_date = on_day) + (disbursement_date = on_day);
-- mutation
INSERT INTO transactions SELECT * FROM transactions WHERE description LIKE 'Loan payment %';

-- rule: money.payouts
-- A personal, education or business loan disbursed within the statement window to a linked account is one deposit of the principal.
SELECT l.loan_id, loan_type, disbursement_date, principal_amount, (
    SELECT count(*) FROM transactions t
    WHERE t.account_id = linked_account_id AND transaction_type = 'deposit' AND substr(transaction_date, 1, 10) = disbursement_date
      AND cents(transaction_amount) = cents(principal_amount)) AS found
FROM loans l JOIN accounts a ON a.account_id = linked_account_id
WHERE loan_type IN ('personal', 'education', 'business') AND disbursement_date >= max(substr(add_months(as_of(), 1 - months()), 1, 8) || '01', opened_date) AND found <> 1;
-- mutation
UPDATE transactions SET transaction_type = 'refund' WHERE description LIKE 'Loan disbursement %';

-- rule: money.premiums
-- A completed premium paid by auto debit or ACH from an account within its quarter is one payment there, with the same date and amount.
SELECT payment_id, m.policy_id, payment_date, amount, policy_number, (
    SELECT count(*) FROM transactions t
    WHERE t.account_id = from_account_id AND transaction_type = 'payment' AND substr(transaction_date, 1, 10) = payment_date
      AND cents(transaction_amount) = -cents(amount) AND instr(description, policy_number) > 0) AS found
FROM premium_payments m JOIN policies p ON p.policy_id = m.policy_id
JOIN accounts a ON a.account_id = from_account_id
WHERE payment_status = 'completed' AND payment_method IN ('auto_debit', 'ach')
  AND account_status = 'active' AND payment_date >= max(substr(add_months(as_of(), 1 - months()), 1, 8) || '01', opened_date) AND found <> 1;
-- mutation
UPDATE transactions SET description = 'Bill payment' WHERE transaction_id = (SELECT min(transaction_id) FROM transactions WHERE description LIKE 'Insurance premium %');

-- rule: money.premiums_returned
-- A premium refund to an account within its quarter is one deposit there, with the same date and amount.
SELECT payment_id, m.policy_id, payment_date, amount, (
    SELECT count(*) FROM transactions t
    WHERE t.account_id = from_account_id AND transaction_type = 'deposit' AND substr(transaction_date, 1, 10) = payment_date
      AND cents(transaction_amount) = -cents(amount) AND instr(description, policy_number) > 0) AS found
FROM premium_payments m JOIN policies p ON p.policy_id = m.policy_id JOIN accounts a ON a.account_id = from_account_id
WHERE payment_status = 'refunded' AND account_status = 'active' AND payment_date >= max(substr(add_months(as_of(), 1 - months()), 1, 8) || '01', opened_date) AND found <> 1;
-- mutation
UPDATE premium_payments SET payment_status = 'refunded', amount = -amount WHERE payment_status = 'completed';

-- rule: money.premiums_back
-- The reverse: a transaction that names a policy is a completed premium of that policy, paid from that account, or a premium refund.
SELECT transaction_id, transaction_type, transaction_date, transaction_amount, description FROM transactions t
JOIN policies p ON p.policy_number = extract(description, '\bP[0-9]{9,12}\b')
WHERE NOT EXISTS (
    SELECT 1 FROM premium_payments m WHERE m.policy_id = p.policy_id AND from_account_id = t.account_id
       AND payment_status = CASE transaction_type WHEN 'deposit' THEN 'refunded' ELSE 'completed' END
       AND payment_date = substr(transaction_date, 1, 10) AND cents(amount) = -cents(transaction_amount));
-- mutation
UPDATE transactions SET transaction_amount = transaction_amount - 0.01 WHERE description LIKE 'Insurance premium %' AND rowid % 10 = 0;

-- rule: money.claims
-- A settled claim of a customer with a linked account, within the statement window, is one deposit, unless someone else was paid: injured parties, a hospital,
-- the family.
SELECT claim_id, settlement_date, approved_amount, linked_account_id, (
    SELECT count(*) FROM transactions t
    WHERE t.account_id = linked_account_id AND transaction_type = 'deposit' AND substr(transaction_date, 1, 10) = settlement_date
      AND cents(transaction_amount) = cents(approved_amount) AND instr(t.description, claim_number) > 0) AS found
FROM claims c JOIN policies p ON p.policy_id = c.policy_id JOIN accounts a ON a.account_id = linked_account_id
WHERE c.status = 'settled' AND claim_type NOT IN ('liability', 'inpatient', 'emergency', 'death_benefit')
  AND settlement_date >= max(substr(add_months(as_of(), 1 - months()), 1, 8) || '01', opened_date) AND found <> 1;
-- mutation
UPDATE transactions SET transaction_type = 'refund' WHERE description LIKE 'Insurance claim %';

-- rule: money.claims_back
-- The reverse: a deposit that names a claim is its settlement, once.
SELECT max(transaction_id), claim_number, count(*) FROM (SELECT t.transaction_id, t.account_id, extract(description, '\bC[0-9]{11,14}\b') AS number, transaction_type, transaction_date, transaction_amount FROM transactions t) t
LEFT JOIN claims c ON c.claim_number = t.number LEFT JOIN policies p ON p.policy_id = c.policy_id
WHERE number IS NOT NULL
GROUP BY number HAVING count(*) > 1 OR claim_number IS NULL OR max(transaction_type) <> 'deposit' OR max(t.account_id) IS NOT max(linked_account_id)
    OR max(c.status) <> 'settled' OR max(substr(transaction_date, 1, 10)) <> max(settlement_date) OR max(cents(transaction_amount)) <> max(cents(approved_amount));
-- mutation
INSERT INTO transactions SELECT * FROM transactions WHERE description LIKE 'Insurance claim %';

-- rule: money.named
-- Money matches: an installment, premium or claim payment always names its loan, policy or claim, which exists.
SELECT transaction_id, t.description FROM transactions t
WHERE t.description LIKE 'Loan %' AND NOT EXISTS (SELECT 1 FROM loans WHERE loan_number = extract(t.description, '[0-9]{10,12}'))
   OR t.description LIKE 'Insurance premium%' AND NOT EXISTS (SELECT 1 FROM policies WHERE policy_number = extract(t.description, '\bP[0-9]{9,12}\b'))
   OR t.description LIKE 'Insurance claim%' AND NOT EXISTS (SELECT 1 FROM claims WHERE claim_number = extract(t.description, '\bC[0-9]{11,14}\b'));
-- mutation: Rent is called a premium, but for no policy.
UPDATE transactions SET description = 'Insurance premium' WHERE transaction_id = (SELECT min(transaction_id) FROM transactions WHERE description LIKE 'Rent %');

-- rule: money.in_person
-- What one person pays another by phone is at most 2,500: larger sums go as transfers or wires.
SELECT transaction_id, transaction_amount, description FROM transactions WHERE description LIKE 'Person to person%' AND abs(transaction_amount) > 2500;
-- mutation
UPDATE transactions SET transaction_amount = 15500 WHERE description = 'Person to person payment received';
