-- section: accounts_db
-- rule: transactions.fees
-- Fees are 3 to 6% of spending rows, with an allowance for small numbers; fees on inactive accounts are counted separately.
SELECT sum(transaction_type = 'fee') AS fees, count(*) AS n FROM transactions
WHERE transaction_type IN ('withdrawal', 'payment', 'fee') AND description <> 'Dormant account fee'
HAVING fees NOT BETWEEN 0.03 * n - 1.5 * sqrt(n) AND 0.06 * n + 1.5 * sqrt(n);
-- mutation
UPDATE transactions SET transaction_type = 'fee' WHERE transaction_type = 'payment' AND rowid % 6 = 0;

-- rule: transactions.fee_causes
-- Each fee has a cause on the account: a cash withdrawal or foreign purchase just before, a wire a moment before, a month that began below the minimum
-- balance, or a year without activity by the holder; a fee charged by hand is soon followed by a complaint.
WITH fees AS (
    SELECT transaction_id, account_id, description, second(transaction_date) AS at, substr(transaction_date, 1, 10) AS on_day, cents(transaction_amount) AS amount,
        lag(second(transaction_date)) OVER statement AS before, lag(channel) OVER statement AS channel, lag(category) OVER statement AS category,
        lag(description) OVER statement AS cause, lag(cents(transaction_amount)) OVER statement AS caused, transaction_type,
        first_value(cents(balance_after) - CASE WHEN description = 'Opening deposit' THEN 0 ELSE cents(transaction_amount) END) OVER month AS began
    FROM transactions WINDOW statement AS (PARTITION BY account_id ORDER BY transaction_id),
        month AS (PARTITION BY account_id, substr(transaction_date, 1, 7) ORDER BY transaction_id)
)
SELECT transaction_id, description, cause FROM fees f WHERE transaction_type = 'fee' AND NOT coalesce(CASE
    WHEN description = 'Out-of-network ATM fee' THEN channel = 'atm' AND at - before <= 60
    WHEN description = 'Foreign transaction fee' THEN channel = 'card' AND at - before <= 60 AND 100 * amount >= 4 * caused - 2500
    WHEN description IN ('Domestic wire fee', 'Incoming wire fee') THEN channel = 'wire' AND at - before <= 60 AND (caused < 0) = (description = 'Domestic wire fee')
    WHEN description = 'Monthly service fee' THEN began < 250000 AND on_day = add_days(add_months(substr(on_day, 1, 8) || '01', 1), -1)
    WHEN description = 'Dormant account fee' THEN 1
    WHEN description IN ('Account maintenance fee', 'Paper statement fee', 'Cashier''s check fee', 'Stop payment fee', 'Replacement card fee') THEN EXISTS (
        SELECT 1 FROM complaints c WHERE c.customer_id = 'CUST' || substr(account_id, 4, length(account_id) - 5) AND complaint_type = 'fee'
            AND substr(filed_date, 1, 10) BETWEEN on_day AND add_days(on_day, 20))
    WHEN description = 'Early withdrawal penalty' THEN 1
    WHEN description = 'Late payment fee' THEN 1
    ELSE 0 END, 0);
-- mutation
DELETE FROM transactions WHERE channel = 'atm' AND rowid % 3 = 0;
-- mutation
UPDATE transactions SET description = 'Paper statement fee' WHERE description = 'Monthly service fee';

-- rule: transactions.refunds
-- A refund follows a purchase at the same merchant earlier in the month and does not exceed its amount.
SELECT transaction_id, description, transaction_amount FROM transactions r WHERE transaction_type = 'refund' AND description NOT LIKE 'Fee reversal: %' AND NOT EXISTS (
    SELECT 1 FROM transactions p WHERE p.account_id = r.account_id AND p.transaction_id < r.transaction_id AND p.description = substr(r.description, 8)
       AND p.channel = 'card' AND cents(p.transaction_amount) <= -cents(r.transaction_amount));
-- mutation
UPDATE transactions SET transaction_amount = transaction_amount + 5000 WHERE transaction_type = 'refund' AND rowid % 2 = 0;

-- rule: transactions.reversals
-- A fee is refunded when the complaint about it is resolved: the amount charged within the previous 45 days, as far back as statements reach.
SELECT transaction_id, description, transaction_amount FROM transactions r WHERE description LIKE 'Fee reversal: %' AND (
    NOT EXISTS (SELECT 1 FROM complaints c WHERE c.customer_id = 'CUST' || substr(account_id, 4, length(account_id) - 5) AND complaint_type = 'fee'
        AND status = 'resolved' AND resolved_date = transaction_date)
    OR transaction_date > add_days(substr(add_months(as_of(), 1 - months()), 1, 8) || '01', 45) AND NOT EXISTS (
        SELECT 1 FROM transactions p WHERE p.account_id = r.account_id AND p.transaction_id < r.transaction_id
            AND p.description = substr(r.description, 15) AND cents(p.transaction_amount) = -cents(r.transaction_amount)));
-- mutation
UPDATE transactions SET description = 'Fee reversal: Stop payment fee' WHERE transaction_type = 'refund';

-- rule: complaints.reversed
-- Customers who complained about a charge for an account that should be free, a paper statement, a cashier's check, a stop payment or a card, and
-- were right, get the fee back in their first active checking account, if its statement covers those days.
SELECT complaint_id, description, resolved_date FROM complaints c JOIN (
    SELECT customer_id, account_id, opened_date, row_number() OVER (PARTITION BY customer_id ORDER BY account_id) AS place FROM accounts
    WHERE account_type = 'checking' AND account_status = 'active' AND opened_date < add_days(as_of(), -40)) a USING (customer_id)
WHERE place = 1 AND status = 'resolved' AND complaint_type = 'fee' AND description REGEXP '^(Charged a monthly|The fee waiver|Paper statement|Charged for a cashier|Stop payment|Fee for a replacement)'
  AND opened_date < add_days(substr(filed_date, 1, 10), -40) AND resolved_date > add_days(substr(add_months(as_of(), 1 - months()), 1, 8) || '01', 45)
  AND NOT EXISTS (SELECT 1 FROM transactions t WHERE t.account_id = a.account_id AND t.transaction_date = resolved_date AND t.description LIKE 'Fee reversal: %');
-- mutation
UPDATE complaints SET complaint_type = 'fee', status = 'resolved', description = 'Stop payment fee charged although the check had cleared.',
    filed_date = add_days(as_of(), -20) || ' 10:00:00', resolved_date = add_days(as_of(), -15) || ' 10:00:00';
