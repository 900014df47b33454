-- rule: linked.loans
-- One that was paid off before the quarter of the statements.
UPDATE loans_db.loans SET linked_account_id = other.account_id FROM (
    SELECT loan_id, account_id FROM loans_db.loans l JOIN accounts_db.accounts a ON a.customer_id = l.customer_id
    WHERE account_id <> linked_account_id AND loan_status = 'paid_off' ORDER BY loan_id LIMIT 1) other
WHERE loans.loan_id = other.loan_id;

-- rule: linked.policies
-- One that ended before the quarter of the statements, with what it was paid from.
CREATE TEMP TABLE other AS
SELECT policy_id AS id, account_id FROM insurance_db.policies p JOIN accounts_db.accounts a ON a.customer_id = p.customer_id
WHERE account_id <> linked_account_id AND end_date < add_days(as_of(), -91) AND policy_id NOT IN (SELECT policy_id FROM insurance_db.claims)
ORDER BY policy_id LIMIT 1;
UPDATE insurance_db.policies SET linked_account_id = account_id FROM other WHERE policy_id = id;
UPDATE insurance_db.premium_payments SET from_account_id = account_id FROM other WHERE policy_id = id AND from_account_id IS NOT NULL;

-- rule: linked.loans_used
-- Every second loan, whose instalments on the account then no longer name it.
UPDATE loans_db.loans SET linked_account_id = NULL
WHERE loan_status = 'active' AND rowid % 2 = 0 AND linked_account_id NOT IN (
    SELECT 'ACC-' || substr(entity_id, 5, 9) FROM compliance_db.rule_violations WHERE rule_id = 'RULE-09');
UPDATE accounts_db.transactions SET description = 'Bill payment'
WHERE extract(description, '[0-9]{10}') IN (SELECT loan_number FROM loans_db.loans WHERE linked_account_id IS NULL);

-- rule: linked.obligations
-- The account with the most takes the other monthly premiums of its customer.
UPDATE insurance_db.policies SET linked_account_id = busy.account_id FROM (
    SELECT linked_account_id AS account_id FROM (
        SELECT linked_account_id FROM loans_db.loans WHERE loan_status <> 'paid_off' AND linked_account_id IS NOT NULL
        UNION ALL SELECT linked_account_id FROM insurance_db.policies
        WHERE policy_status = 'active' AND premium_frequency = 'monthly' AND linked_account_id IS NOT NULL)
    GROUP BY 1 ORDER BY count(*) DESC LIMIT 1) busy
WHERE number_of(customer_id) = number_of(busy.account_id) AND policy_status = 'active' AND premium_frequency = 'monthly';

-- rule: money.instalments
UPDATE accounts_db.transactions SET description = 'Bill payment'
WHERE transaction_id = (SELECT min(transaction_id) FROM accounts_db.transactions
    WHERE description LIKE 'Loan payment %' AND transaction_id NOT IN (SELECT entity_id FROM compliance_db.rule_violations));

-- rule: money.loans_back
UPDATE loans_db.loans SET linked_account_id = NULL
WHERE loan_number = (
    SELECT extract(min(description), '[0-9]{10}') FROM accounts_db.transactions WHERE description LIKE 'Loan payment %');

-- rule: money.loans_once
-- A larger payment of the same day becomes the instalment once more; the balances follow.
CREATE TEMP TABLE twice AS
SELECT o.transaction_id, o.account_id, i.transaction_amount AS amount, i.description,
    i.transaction_amount - o.transaction_amount AS more
FROM accounts_db.transactions i JOIN accounts_db.transactions o ON o.account_id = i.account_id
WHERE i.description LIKE 'Loan payment %' AND o.transaction_id > i.transaction_id
  AND substr(o.transaction_date, 1, 10) = substr(i.transaction_date, 1, 10)
  AND o.transaction_type = 'payment' AND o.transaction_amount < i.transaction_amount AND o.counterparty_account IS NULL
  AND NOT o.description REGEXP '[0-9]{9}'
ORDER BY o.transaction_id LIMIT 1;
UPDATE accounts_db.accounts SET balance = balance + (SELECT more FROM twice) WHERE account_id IN (SELECT account_id FROM twice);
UPDATE accounts_db.transactions SET balance_after = balance_after + more
FROM twice WHERE transactions.account_id = twice.account_id AND transactions.transaction_id >= twice.transaction_id;
UPDATE accounts_db.transactions SET transaction_amount = amount, description = twice.description
FROM twice WHERE transactions.transaction_id = twice.transaction_id;

-- rule: money.payouts
UPDATE accounts_db.transactions SET transaction_type = 'refund', description = 'Refund'
WHERE transaction_id = (SELECT min(transaction_id) FROM accounts_db.transactions WHERE description LIKE 'Loan disbursement %');

-- rule: money.premiums
UPDATE accounts_db.transactions SET description = 'Bill payment'
WHERE transaction_id = (SELECT min(transaction_id) FROM accounts_db.transactions WHERE description LIKE 'Insurance premium %');

-- rule: money.premiums_back
UPDATE accounts_db.transactions SET description = (
    SELECT 'Insurance premium ' || policy_number FROM insurance_db.policies p WHERE number_of(policy_id) = number_of(account_id))
WHERE transaction_id = (SELECT min(transaction_id) FROM accounts_db.transactions
    WHERE transaction_type = 'payment' AND NOT description REGEXP '[0-9]{9}'
      AND number_of(account_id) IN (SELECT number_of(policy_id) FROM insurance_db.policies));

-- rule: money.claims
UPDATE accounts_db.transactions SET transaction_type = 'refund', description = 'Refund'
WHERE transaction_id = (SELECT min(transaction_id) FROM accounts_db.transactions WHERE description LIKE 'Insurance claim %');

-- rule: money.claims_back
-- A check deposit is called the payout of a claim that is long settled.
UPDATE accounts_db.transactions SET description = (SELECT 'Insurance claim ' || min(claim_number) FROM insurance_db.claims WHERE settlement_date < add_days(as_of(), -200))
WHERE transaction_id = (SELECT min(transaction_id) FROM accounts_db.transactions WHERE description = 'Mobile check deposit');

-- rule: money.named
-- A rent is called a premium, of no policy.
UPDATE accounts_db.transactions SET description = 'Insurance premium' WHERE transaction_id = (SELECT min(transaction_id) FROM accounts_db.transactions WHERE description LIKE 'Rent %');
