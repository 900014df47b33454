-- rule: linked.loans
-- guide: A linked account is the customer's paying account: the first active checking account, else the first active one.
-- expect: none
WITH paying AS (
    SELECT customer_id, account_id, min(CASE account_type WHEN 'checking' THEN 'a' ELSE 'b' END || account_id)
    FROM accounts_db.accounts WHERE account_status = 'active' GROUP BY customer_id
)
SELECT loan_id, l.customer_id, linked_account_id, p.account_id FROM loans_db.loans l LEFT JOIN paying p ON p.customer_id = l.customer_id
WHERE linked_account_id IS NOT NULL AND linked_account_id IS NOT p.account_id;

-- rule: linked.policies
-- guide: A linked account is the customer's paying account: the first active checking account, else the first active one.
-- expect: none
WITH paying AS (
    SELECT customer_id, account_id, min(CASE account_type WHEN 'checking' THEN 'a' ELSE 'b' END || account_id)
    FROM accounts_db.accounts WHERE account_status = 'active' GROUP BY customer_id
)
SELECT policy_id, l.customer_id, linked_account_id, p.account_id FROM insurance_db.policies l LEFT JOIN paying p ON p.customer_id = l.customer_id
WHERE linked_account_id IS NOT NULL AND linked_account_id IS NOT p.account_id;

-- rule: linked.loans_used
-- guide: Loans: linked to customer accounts for disbursement and repayment: loans that are being paid by customers with a paying account are linked.
-- expect: between 95 and 100
WITH paying AS (
    SELECT customer_id, account_id, min(CASE account_type WHEN 'checking' THEN 'a' ELSE 'b' END || account_id)
    FROM accounts_db.accounts WHERE account_status = 'active' GROUP BY customer_id
)
SELECT 100.0 * count(linked_account_id) / count(*) FROM loans_db.loans l JOIN paying p ON p.customer_id = l.customer_id WHERE loan_status = 'active';

-- rule: linked.obligations
-- guide: At most 4 monthly obligations hang on an account.
-- expect: none
SELECT account_id, sum(loans), sum(premiums) FROM (
    SELECT linked_account_id AS account_id, 1 AS loans, 0 AS premiums FROM loans_db.loans WHERE loan_status <> 'paid_off' AND linked_account_id IS NOT NULL
    UNION ALL SELECT linked_account_id, 0, 1 FROM insurance_db.policies
    WHERE policy_status = 'active' AND premium_frequency = 'monthly' AND linked_account_id IS NOT NULL
) GROUP BY 1 HAVING count(*) > 4;

-- rule: money.instalments
-- guide: Money moves once: an instalment paid from a linked account inside its quarter is a payment there, same date, same amount, naming the loan.
-- expect: none
WITH recent AS MATERIALIZED (
    SELECT * FROM loans_db.repayment_schedule WHERE payment_date >= add_days(as_of(), -91)
)
SELECT schedule_id, s.loan_id, payment_date, total_amount, loan_number
FROM recent s JOIN loans_db.loans l ON l.loan_id = s.loan_id
JOIN accounts_db.accounts a ON a.account_id = linked_account_id
WHERE payment_date >= opened_date AND NOT EXISTS (
    SELECT 1 FROM accounts_db.transactions t
    WHERE t.account_id = linked_account_id AND transaction_type = 'payment' AND instr(description, loan_number) > 0
      AND substr(transaction_date, 1, 10) = payment_date AND cents(transaction_amount) = -cents(total_amount));

-- rule: money.loans_back
-- guide: The reverse: a transaction that names a loan is one instalment or the payout of that loan.
-- expect: none
SELECT transaction_id, transaction_type, transaction_date, transaction_amount, description FROM accounts_db.transactions t
JOIN loans_db.loans l ON l.loan_number = extract(description, '[0-9]{10}')
WHERE t.account_id IS NOT linked_account_id
   OR NOT (transaction_type = 'payment' AND EXISTS (
            SELECT 1 FROM loans_db.repayment_schedule s WHERE s.loan_id = l.loan_id AND payment_date = substr(transaction_date, 1, 10)
               AND cents(total_amount) = -cents(transaction_amount))
        OR transaction_type = 'deposit' AND disbursement_date = substr(transaction_date, 1, 10) AND cents(principal_amount) = cents(transaction_amount)
           AND loan_type IN ('personal', 'education', 'business'));

-- rule: money.loans_once
-- guide: No instalment is paid twice: as many transactions name a loan on a day as it has instalments and payouts.
-- expect: none
SELECT max(transaction_id), l.loan_id, substr(transaction_date, 1, 10) AS on_day, count(*) AS n FROM accounts_db.transactions t
JOIN loans_db.loans l ON l.loan_number = extract(description, '[0-9]{10}')
GROUP BY l.loan_id, on_day
HAVING n > (SELECT count(*) FROM loans_db.repayment_schedule s WHERE s.loan_id = l.loan_id AND payment_date = on_day) + (disbursement_date = on_day);

-- rule: money.payouts
-- guide: A personal, education or business loan paid out inside the window to a linked account is one deposit of the principal.
-- expect: none
SELECT l.loan_id, loan_type, disbursement_date, principal_amount, (
    SELECT count(*) FROM accounts_db.transactions t
    WHERE t.account_id = linked_account_id AND transaction_type = 'deposit' AND substr(transaction_date, 1, 10) = disbursement_date
      AND cents(transaction_amount) = cents(principal_amount)) AS found
FROM loans_db.loans l JOIN accounts_db.accounts a ON a.account_id = linked_account_id
WHERE loan_type IN ('personal', 'education', 'business') AND disbursement_date >= max(add_days(as_of(), -91), opened_date) AND found <> 1;

-- rule: money.premiums
-- guide: A completed premium paid by auto debit or ach from an account inside its quarter is one payment there, same date, same amount.
-- expect: none
SELECT payment_id, m.policy_id, payment_date, amount, policy_number, (
    SELECT count(*) FROM accounts_db.transactions t
    WHERE t.account_id = from_account_id AND transaction_type = 'payment' AND substr(transaction_date, 1, 10) = payment_date
      AND cents(transaction_amount) = -cents(amount) AND instr(description, policy_number) > 0) AS found
FROM insurance_db.premium_payments m JOIN insurance_db.policies p ON p.policy_id = m.policy_id
JOIN accounts_db.accounts a ON a.account_id = from_account_id
WHERE payment_status = 'completed' AND payment_method IN ('auto_debit', 'ach')
  AND account_status = 'active' AND payment_date >= max(add_days(as_of(), -91), opened_date) AND found <> 1;

-- rule: money.premiums_back
-- guide: The reverse: a transaction that names a policy is a completed premium of it, paid from that account.
-- expect: none
SELECT transaction_id, transaction_type, transaction_date, transaction_amount, description FROM accounts_db.transactions t
JOIN insurance_db.policies p ON p.policy_number = extract(description, '\bP[0-9]{9}\b')
WHERE NOT EXISTS (
    SELECT 1 FROM insurance_db.premium_payments m WHERE m.policy_id = p.policy_id AND from_account_id = t.account_id
       AND payment_status = 'completed' AND payment_date = substr(transaction_date, 1, 10) AND cents(amount) = -cents(transaction_amount));

-- rule: money.claims
-- guide: A settled claim of a customer with a linked account, inside the window, is one deposit.
-- expect: none
SELECT claim_id, settlement_date, approved_amount, linked_account_id, (
    SELECT count(*) FROM accounts_db.transactions t
    WHERE t.account_id = linked_account_id AND transaction_type = 'deposit' AND substr(transaction_date, 1, 10) = settlement_date
      AND cents(transaction_amount) = cents(approved_amount)) AS found
FROM insurance_db.claims c JOIN insurance_db.policies p ON p.policy_id = c.policy_id JOIN accounts_db.accounts a ON a.account_id = linked_account_id
WHERE c.status = 'settled' AND settlement_date >= max(add_days(as_of(), -91), opened_date) AND found <> 1;

-- rule: money.claims_back
-- guide: The reverse: a deposit that names a claim is the settlement of it, once.
-- expect: none
SELECT max(transaction_id), claim_number, count(*) FROM (SELECT t.transaction_id, t.account_id, extract(description, '\bC[0-9]{9}\b') AS number, transaction_type, transaction_date, transaction_amount FROM accounts_db.transactions t) t
LEFT JOIN insurance_db.claims c ON c.claim_number = t.number LEFT JOIN insurance_db.policies p ON p.policy_id = c.policy_id
WHERE number IS NOT NULL
GROUP BY number HAVING count(*) > 1 OR claim_number IS NULL OR max(transaction_type) <> 'deposit' OR max(t.account_id) IS NOT max(linked_account_id)
    OR max(c.status) <> 'settled' OR max(substr(transaction_date, 1, 10)) <> max(settlement_date) OR max(cents(transaction_amount)) <> max(cents(approved_amount));

-- rule: money.named
-- guide: Money moves once: an instalment, a premium or a payout of a claim always names its loan, policy or claim, and that exists.
-- expect: none
SELECT transaction_id, t.description FROM accounts_db.transactions t
WHERE t.description LIKE 'Loan %' AND NOT EXISTS (SELECT 1 FROM loans_db.loans WHERE loan_number = extract(t.description, '[0-9]{10}'))
   OR t.description LIKE 'Insurance premium%' AND NOT EXISTS (SELECT 1 FROM insurance_db.policies WHERE policy_number = extract(t.description, '\bP[0-9]{9}\b'))
   OR t.description LIKE 'Insurance claim%' AND NOT EXISTS (SELECT 1 FROM insurance_db.claims WHERE claim_number = extract(t.description, '\bC[0-9]{9}\b'));
