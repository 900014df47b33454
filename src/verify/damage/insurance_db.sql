-- rule: policies.rows
-- Second and later policies vanish of customers without loans and claims who paid for them from no account of late, those with few payments first.
DELETE FROM policies WHERE policy_id IN (
    SELECT p.policy_id FROM policies p JOIN premium_payments m ON m.policy_id = p.policy_id
    WHERE p.policy_id IN (SELECT max(policy_id) FROM policies GROUP BY customer_id HAVING count(*) > 1)
      AND p.policy_id NOT IN (SELECT policy_id FROM claims) AND p.customer_id NOT IN (SELECT customer_id FROM loans_db.loans)
    GROUP BY p.policy_id HAVING max(from_account_id) IS NULL OR max(payment_date) < add_days(as_of(), -91)
    ORDER BY count(*) + 8 * (policy_type <> 'life'), p.policy_id LIMIT 50);
DELETE FROM coverage WHERE policy_id NOT IN (SELECT policy_id FROM policies);
DELETE FROM beneficiaries WHERE policy_id NOT IN (SELECT policy_id FROM policies);
DELETE FROM premium_payments WHERE policy_id NOT IN (SELECT policy_id FROM policies);
DELETE FROM policy_events WHERE policy_id NOT IN (SELECT policy_id FROM policies);
DELETE FROM audit_trails WHERE action = 'policy_issued' AND entity_id NOT IN (SELECT policy_id FROM policies);

-- rule: policies.holders
-- Customers without loans and claims, who paid from no account of late, lose their only policy.
DELETE FROM policies WHERE policy_id IN (
    SELECT p.policy_id FROM policies p JOIN premium_payments m ON m.policy_id = p.policy_id
    WHERE p.customer_id IN (SELECT customer_id FROM policies GROUP BY customer_id HAVING count(*) = 1)
      AND p.policy_id NOT IN (SELECT policy_id FROM claims) AND p.customer_id NOT IN (SELECT customer_id FROM loans_db.loans)
    GROUP BY p.policy_id HAVING max(from_account_id) IS NULL OR max(payment_date) < add_days(as_of(), -91)
    ORDER BY count(*), p.policy_id LIMIT 30);
DELETE FROM coverage WHERE policy_id NOT IN (SELECT policy_id FROM policies);
DELETE FROM beneficiaries WHERE policy_id NOT IN (SELECT policy_id FROM policies);
DELETE FROM premium_payments WHERE policy_id NOT IN (SELECT policy_id FROM policies);
DELETE FROM policy_events WHERE policy_id NOT IN (SELECT policy_id FROM policies);
DELETE FROM audit_trails WHERE action = 'policy_issued' AND entity_id NOT IN (SELECT policy_id FROM policies);

-- rule: policies.number
-- Nobody has a fourth policy but who paid for it from an account of late.
CREATE TEMP TABLE fourth AS
SELECT policy_id FROM policies WHERE policy_id LIKE '%-4' AND policy_id NOT IN (
    SELECT policy_id FROM premium_payments WHERE from_account_id IS NOT NULL AND payment_date >= add_days(as_of(), -91));
DELETE FROM audit_trails WHERE action = 'policy_issued' AND entity_id IN (SELECT policy_id FROM fourth)
    OR action = 'claim_decided' AND entity_id IN (SELECT claim_id FROM claims WHERE policy_id IN (SELECT policy_id FROM fourth));
DELETE FROM policies WHERE policy_id IN (SELECT policy_id FROM fourth);
DELETE FROM claims WHERE policy_id IN (SELECT policy_id FROM fourth);
DELETE FROM coverage WHERE policy_id IN (SELECT policy_id FROM fourth);
DELETE FROM beneficiaries WHERE policy_id IN (SELECT policy_id FROM fourth);
DELETE FROM premium_payments WHERE policy_id IN (SELECT policy_id FROM fourth);
DELETE FROM policy_events WHERE policy_id IN (SELECT policy_id FROM fourth);

-- rule: policies.ids
CREATE TEMP TABLE last AS
SELECT max(policy_id) AS old, substr(max(policy_id), 1, 12) || '9' AS new, 9 - substr(max(policy_id), -1) AS skipped FROM policies
WHERE policy_id NOT LIKE '%-1' AND policy_id NOT IN (SELECT policy_id FROM claims) AND policy_type = 'travel';
UPDATE policies SET policy_id = new FROM last WHERE policy_id = old;
UPDATE coverage SET policy_id = new, coverage_id = coverage_id + 100 * skipped FROM last WHERE policy_id = old;
UPDATE premium_payments SET policy_id = new, payment_id = 'PAY-' || substr(new, 5) || '-001' FROM last WHERE policy_id = old;
UPDATE policy_events SET policy_id = new, event_id = event_id + 1000 * skipped FROM last WHERE policy_id = old;
UPDATE audit_trails SET entity_id = new FROM last WHERE entity_id = old;

-- rule: policies.types
-- Vehicles become the belongings of renters, whose kinds of coverage are free; twelve of them protect loans of less.
CREATE TEMP TABLE turned AS
SELECT policy_id FROM policies WHERE policy_type = 'vehicle' AND policy_status = 'active' AND policy_id NOT IN (SELECT policy_id FROM claims)
  AND customer_id NOT IN (SELECT customer_id FROM loans_db.loans) ORDER BY policy_id LIMIT 27;
INSERT INTO turned
SELECT p.policy_id FROM policies p JOIN loans_db.loans l ON l.customer_id = p.customer_id JOIN loans_db.collateral c ON c.loan_id = l.loan_id
WHERE policy_id LIKE '%-1' AND policy_type = 'vehicle' AND loan_type = 'auto' AND loan_status = 'active' AND principal_amount < 60000
  AND policy_id NOT IN (SELECT policy_id FROM claims) ORDER BY policy_id LIMIT 12;
UPDATE policies SET policy_type = 'property', coverage_amount = 60000 WHERE policy_id IN (SELECT policy_id FROM turned);
UPDATE coverage SET coverage_limit = min(coverage_limit, 60000), coverage_type = CASE coverage_type
    WHEN 'comprehensive' THEN 'contents' ELSE coverage_type END WHERE policy_id IN (SELECT policy_id FROM turned);

-- rule: policies.status
-- Vehicles of customers without loans are cancelled today.
UPDATE policies SET policy_status = 'cancelled', end_date = as_of()
WHERE policy_type = 'vehicle' AND policy_status = 'active' AND number_of(customer_id) % 2 = 0
  AND customer_id NOT IN (SELECT customer_id FROM loans_db.loans);
INSERT INTO policy_events
SELECT max(event_id) + 1, policy_id, 'cancelled', as_of(), 'Cancelled on request', NULL FROM policy_events
WHERE policy_id IN (SELECT policy_id FROM policies WHERE policy_type = 'vehicle' AND end_date = as_of()
    AND policy_status = 'cancelled')
GROUP BY policy_id HAVING sum(event_type = 'cancelled') = 0;

-- rule: policies.frequency
-- A health policy paid by card, never late, is paid each half-year.
CREATE TEMP TABLE slow AS
SELECT p.policy_id FROM policies p JOIN premium_payments m ON m.policy_id = p.policy_id
WHERE policy_type = 'health' AND premium_frequency = 'monthly'
GROUP BY p.policy_id HAVING max(from_account_id) IS NULL AND min(payment_status) = max(payment_status)
  AND min(amount) = max(amount)
ORDER BY p.policy_id LIMIT 1;
UPDATE policies SET premium_frequency = 'semiannual', premium_amount = premium_amount * 6
WHERE policy_id IN (SELECT policy_id FROM slow);
UPDATE coverage SET premium_portion = premium_portion * 6 WHERE policy_id IN (SELECT policy_id FROM slow);
DELETE FROM premium_payments WHERE policy_id IN (SELECT policy_id FROM slow) AND substr(payment_id, -3) % 6 <> 1;
UPDATE premium_payments SET amount = amount * 6 WHERE policy_id IN (SELECT policy_id FROM slow);

-- rule: policies.premiums
-- A journey paid by card gets dearer, and its first coverage with it.
UPDATE policies SET premium_amount = premium_amount + 1000
WHERE policy_id = (SELECT min(policy_id) FROM policies WHERE policy_type = 'travel'
    AND policy_id NOT IN (SELECT policy_id FROM premium_payments WHERE from_account_id IS NOT NULL));
UPDATE premium_payments SET amount = amount + 1000
WHERE policy_id IN (SELECT policy_id FROM policies WHERE policy_type = 'travel' AND premium_amount > 1000);
UPDATE coverage SET premium_portion = premium_portion + 1000
WHERE coverage_id IN (SELECT min(coverage_id) FROM coverage JOIN policies p ON p.policy_id = coverage.policy_id
    WHERE policy_type = 'travel' AND premium_amount > 1000 GROUP BY p.policy_id);

-- rule: policies.mean_premiums
-- Premiums of vehicles that are paid from no account of the bank double, as far as the range allows.
CREATE TEMP TABLE dearer AS
SELECT policy_id FROM policies
WHERE policy_type = 'vehicle' AND policy_id NOT IN (SELECT policy_id FROM premium_payments WHERE from_account_id IS NOT NULL)
  AND premium_amount * CASE premium_frequency WHEN 'monthly' THEN 12 WHEN 'quarterly' THEN 4 WHEN 'semiannual' THEN 2 ELSE 1 END
    <= 1800;
UPDATE policies SET premium_amount = premium_amount * 2 WHERE policy_id IN (SELECT policy_id FROM dearer);
UPDATE coverage SET premium_portion = premium_portion * 2 WHERE policy_id IN (SELECT policy_id FROM dearer);
UPDATE premium_payments SET amount = amount * 2 WHERE policy_id IN (SELECT policy_id FROM dearer);

-- rule: policies.life_by_age
-- Who is old and insured for life without a term is insured for so much that the rate is that of the young.
UPDATE policies SET coverage_amount = 250000 WHERE policy_type = 'life' AND policy_status = 'active' AND end_date IS NULL
    AND years((SELECT date_of_birth FROM accounts_db.customers c WHERE c.customer_id = policies.customer_id), start_date) >= 50;
UPDATE policies SET coverage_amount = 10000 WHERE policy_type = 'life' AND policy_status = 'active' AND end_date IS NULL
    AND years((SELECT date_of_birth FROM accounts_db.customers c WHERE c.customer_id = policies.customer_id), start_date) < 40;
UPDATE coverage SET coverage_limit = 10000 WHERE coverage_limit > 10000 AND policy_id IN (SELECT policy_id FROM policies WHERE policy_type = 'life' AND coverage_amount = 10000);

-- rule: policies.coverage
-- Too much for a renter, too little for an owner.
UPDATE policies SET coverage_amount = 100000
WHERE policy_id = (SELECT min(policy_id) FROM policies WHERE policy_type = 'property' AND coverage_amount <= 60000
    AND customer_id NOT IN (SELECT customer_id FROM loans_db.loans));

-- rule: policies.life_sums
UPDATE policies SET coverage_amount = 90000 WHERE policy_id = (
    SELECT min(p.policy_id) FROM policies p WHERE policy_type = 'life' AND policy_status = 'active' AND end_date IS NOT NULL AND coverage_amount = 100000
      AND NOT EXISTS (SELECT 1 FROM claims c WHERE c.policy_id = p.policy_id));
UPDATE coverage SET coverage_limit = 90000 WHERE coverage_limit > 90000 AND policy_id IN (SELECT policy_id FROM policies WHERE policy_type = 'life' AND coverage_amount = 90000);

-- rule: policies.start
-- A policy of which one premium was paid began three weeks ago, and its year with it.
CREATE TEMP TABLE late AS
SELECT p.policy_id, add_days(as_of(), -21) AS began FROM policies p JOIN premium_payments m ON m.policy_id = p.policy_id
WHERE start_date > add_months(as_of(), -2) AND policy_status = 'active' AND p.linked_account_id IS NULL AND add_months(start_date, 12) = add_days(end_date, 1)
  AND p.customer_id NOT IN (SELECT customer_id FROM loans_db.loans)
  AND 1 = (SELECT count(*) FROM policy_events e WHERE e.policy_id = p.policy_id)
GROUP BY 1 HAVING count(*) = 1 ORDER BY 1 LIMIT 1;
UPDATE policies SET start_date = began, end_date = add_days(add_months(began, 12), -1) FROM late WHERE late.policy_id = policies.policy_id;
UPDATE premium_payments SET payment_date = began FROM late WHERE late.policy_id = premium_payments.policy_id;

-- rule: policies.in_force
UPDATE policies SET end_date = add_days(as_of(), -1)
WHERE policy_id = (SELECT min(p.policy_id) FROM policies p WHERE policy_status = 'active' AND NOT EXISTS (
    SELECT 1 FROM premium_payments m WHERE m.policy_id = p.policy_id AND payment_date = as_of())
    AND p.policy_id NOT IN (SELECT policy_id FROM claims));

-- rule: coverage.rows
-- Renters get kinds of coverage that only owners have.
WITH extra(place, coverage_type) AS (
    VALUES (1, 'dwelling'), (2, 'other_structures'), (3, 'water_backup'), (4, 'collision'), (5, 'roadside_assistance'),
        (6, 'rental_reimbursement'), (7, 'uninsured_motorist'), (8, 'death_benefit'), (9, 'waiver_of_premium'), (10, 'inpatient'),
        (11, 'outpatient'), (12, 'prescription'), (13, 'baggage'), (14, 'evacuation'))
INSERT INTO coverage
SELECT max(coverage_id) + place, c.policy_id, e.coverage_type, coverage_limit, 0, 0
FROM extra e JOIN coverage c JOIN policies p ON p.policy_id = c.policy_id
WHERE policy_type = 'property' AND coverage_amount < 150000 GROUP BY c.policy_id, place;

-- rule: coverage.types
-- Nobody is covered against the backing up of water; its portions go to the dwelling.
CREATE TEMP TABLE backup AS SELECT policy_id, premium_portion AS portion FROM coverage WHERE coverage_type = 'water_backup';
DELETE FROM coverage WHERE coverage_type = 'water_backup';
UPDATE coverage SET premium_portion = premium_portion + portion FROM backup
WHERE coverage.policy_id = backup.policy_id AND coverage_type = 'dwelling';

-- rule: coverage.comprehensive
-- Their portions go to the liability.
CREATE TEMP TABLE bare AS
SELECT policy_id, premium_portion AS portion FROM coverage
WHERE coverage_type = 'comprehensive' AND number_of(policy_id) % 3 = 0 AND policy_id NOT IN (SELECT policy_id FROM claims)
  AND policy_id NOT IN (SELECT policy_id FROM policies p JOIN loans_db.loans l ON l.customer_id = p.customer_id WHERE loan_type = 'auto');
DELETE FROM coverage WHERE coverage_type = 'comprehensive' AND policy_id IN (SELECT policy_id FROM bare);
UPDATE coverage SET premium_portion = premium_portion + portion FROM bare
WHERE coverage.policy_id = bare.policy_id AND coverage_type = 'bodily_injury_liability';

-- rule: coverage.auto_loan
-- One of them has none; its portion goes to the liability.
CREATE TEMP TABLE bare AS
SELECT v.policy_id, premium_portion AS portion FROM coverage v JOIN policies p ON p.policy_id = v.policy_id
JOIN loans_db.loans l ON l.customer_id = p.customer_id JOIN loans_db.collateral c ON c.loan_id = l.loan_id
WHERE v.coverage_type = 'comprehensive' AND p.policy_id LIKE '%-1' AND policy_status = 'active' AND loan_type = 'auto' AND loan_status <> 'paid_off'
  AND p.policy_id NOT IN (SELECT policy_id FROM claims) ORDER BY 1 LIMIT 1;
DELETE FROM coverage WHERE coverage_type = 'comprehensive' AND policy_id IN (SELECT policy_id FROM bare);
UPDATE coverage SET premium_portion = premium_portion + portion FROM bare
WHERE coverage.policy_id = bare.policy_id AND coverage_type = 'bodily_injury_liability';

-- rule: coverage.portions
UPDATE coverage SET premium_portion = premium_portion + 0.01 WHERE rowid = (SELECT min(rowid) FROM coverage);

-- rule: coverage.limits
UPDATE coverage SET coverage_limit = coverage_limit * 10
WHERE rowid = (SELECT min(coverage.rowid) FROM coverage JOIN policies p ON p.policy_id = coverage.policy_id
    WHERE coverage_limit * 10 > coverage_amount);

-- rule: coverage.deductibles
UPDATE coverage SET deductible = deductible + 1
WHERE rowid = (SELECT min(rowid) FROM coverage WHERE policy_id NOT IN (SELECT policy_id FROM claims));

-- rule: coverage.once
INSERT INTO coverage
SELECT coverage_id + 50, policy_id, coverage_type, coverage_limit, deductible, 0 FROM coverage
WHERE coverage_type = 'roadside_assistance' ORDER BY coverage_id LIMIT 1;

-- rule: payments.rows
-- Policies begin in their last year, so that the payments before it were never due.
CREATE TEMP TABLE later AS
SELECT policy_id, add_months(first, months) AS new FROM (
    SELECT policy_id, start_date AS first, 12 * years(start_date, add_months(as_of(), -2)) AS months FROM policies
    WHERE policy_status = 'active' AND premium_frequency = 'monthly' AND start_date < add_months(as_of(), -14)
      AND customer_id NOT IN (SELECT customer_id FROM loans_db.loans)
      AND agent_id IN (SELECT employee_id FROM employees_db.employees WHERE termination_date IS NULL)
) l WHERE NOT EXISTS (SELECT 1 FROM claims c WHERE c.policy_id = l.policy_id AND claim_date < add_months(first, months))
  AND NOT EXISTS (
    SELECT 1 FROM premium_payments m WHERE m.policy_id = l.policy_id AND payment_date < add_months(first, months)
      AND (payment_status <> 'completed' AND payment_date >= add_months(first, months - 4)
        OR from_account_id IS NOT NULL AND payment_date >= add_days(as_of(), -91)));
UPDATE policies SET start_date = new FROM later WHERE policies.policy_id = later.policy_id;
DELETE FROM premium_payments WHERE EXISTS (
    SELECT 1 FROM later l WHERE l.policy_id = premium_payments.policy_id AND payment_date < new);
DELETE FROM policy_events WHERE event_type IN ('renewed', 'premium_changed', 'payment_missed', 'grace_notice', 'lapsed', 'reinstated')
    AND EXISTS (SELECT 1 FROM later l WHERE l.policy_id = policy_events.policy_id AND event_date <= new);

-- rule: payments.methods
UPDATE premium_payments SET payment_method = 'check' WHERE payment_method = 'card';

-- rule: payments.status
UPDATE premium_payments SET payment_status = 'pending'
WHERE payment_status = 'completed' AND from_account_id IS NULL AND rowid % 10 = 0;

-- rule: payments.amounts
-- A journey was paid with a dollar more than its premium.
UPDATE premium_payments SET amount = amount + 1 WHERE payment_id = (
    SELECT min(payment_id) FROM premium_payments m JOIN policies p ON p.policy_id = m.policy_id
    WHERE policy_type = 'travel' AND from_account_id IS NULL);

-- rule: payments.changes
-- A premium of long ago was another than the rest.
UPDATE premium_payments SET amount = amount + 1 WHERE payment_id = (
    SELECT min(payment_id) FROM premium_payments WHERE payment_date < add_days(as_of(), -400) AND payment_id LIKE '%-003');

-- rule: payments.due
UPDATE premium_payments SET payment_date = add_days(payment_date, 3)
WHERE payment_id = (SELECT min(payment_id) FROM premium_payments
    WHERE payment_status = 'completed' AND payment_method = 'card' AND payment_date < add_months(as_of(), -12));

-- rule: payments.until
-- The last due day is left out.
DELETE FROM premium_payments WHERE payment_id = (
    SELECT max(payment_id) FROM premium_payments m JOIN policies p ON p.policy_id = m.policy_id
    WHERE policy_status = 'active' AND premium_frequency = 'monthly'
    GROUP BY p.policy_id HAVING count(*) > 3 AND min(amount) = max(amount) AND min(payment_method) = 'card'
      AND max(payment_status) = 'completed' AND min(payment_status) = 'completed'
    ORDER BY p.policy_id LIMIT 1);

-- rule: payments.from_account
UPDATE premium_payments SET payment_method = 'card'
WHERE payment_id = (SELECT min(payment_id) FROM premium_payments
    WHERE from_account_id IS NOT NULL AND payment_date < add_days(as_of(), -91));

-- rule: payments.linked
-- A premium of long ago came from another account of the customer.
UPDATE premium_payments SET from_account_id = (SELECT max(account_id) FROM accounts_db.accounts WHERE number_of(account_id) = number_of(payment_id))
WHERE payment_id = (SELECT min(payment_id) FROM premium_payments m WHERE payment_date < add_days(as_of(), -400) AND from_account_id IS NOT NULL
    AND from_account_id <> (SELECT max(account_id) FROM accounts_db.accounts WHERE number_of(account_id) = number_of(m.payment_id)));

-- rule: beneficiaries.rows
-- Two in five policies with less than three name a child as well, at the cost of the first.
CREATE TEMP TABLE added AS
SELECT min(beneficiary_id) AS first, max(beneficiary_id) AS last FROM beneficiaries
GROUP BY policy_id HAVING count(*) < 3 AND number_of(policy_id) % 5 < 2;
INSERT INTO beneficiaries
SELECT beneficiary_id + 1, policy_id, beneficiary_name, 'child', 1, contact_info
FROM beneficiaries JOIN added ON beneficiary_id = last;
UPDATE beneficiaries SET percentage = percentage - 1 WHERE beneficiary_id IN (SELECT first FROM added);

-- rule: beneficiaries.life
UPDATE beneficiaries SET percentage = percentage - 1
WHERE rowid = (SELECT min(rowid) FROM beneficiaries WHERE percentage > 1);

-- rule: beneficiaries.number
-- The third gives way to the first.
CREATE TEMP TABLE dropped AS
SELECT min(beneficiary_id) AS first, max(beneficiary_id) AS last FROM beneficiaries GROUP BY policy_id HAVING count(*) = 3;
UPDATE beneficiaries SET percentage = percentage + more FROM (
    SELECT first, percentage AS more FROM dropped JOIN beneficiaries ON beneficiary_id = last)
WHERE beneficiary_id = first;
DELETE FROM beneficiaries WHERE beneficiary_id IN (SELECT last FROM dropped);

-- rule: beneficiaries.relationships
UPDATE beneficiaries SET relationship = 'sibling' WHERE relationship = 'child';

-- rule: events.rows
-- Nothing is noted of addresses and beneficiaries, nor of grace where no lapse follows and of premiums that came late.
DELETE FROM policy_events WHERE event_type IN ('endorsed', 'beneficiary_changed')
   OR event_type = 'grace_notice' AND NOT EXISTS (SELECT 1 FROM policy_events l
    WHERE l.policy_id = policy_events.policy_id AND l.event_type = 'lapsed' AND day(l.event_date) - day(policy_events.event_date) BETWEEN 0 AND 35)
   OR event_type = 'payment_missed' AND NOT EXISTS (SELECT 1 FROM premium_payments m
    WHERE m.policy_id = policy_events.policy_id AND payment_status = 'failed' AND day(event_date) - day(payment_date) BETWEEN 0 AND 7);

-- rule: events.issued
UPDATE policy_events SET event_date = add_days(event_date, -1) WHERE event_id = (SELECT min(event_id) FROM policy_events WHERE event_type = 'issued');

-- rule: events.ends
UPDATE policy_events SET event_date = add_days(event_date, -1)
WHERE event_id = (SELECT min(event_id) FROM policy_events WHERE event_type = 'cancelled');

-- rule: events.claims
DELETE FROM policy_events WHERE event_id = (SELECT min(event_id) FROM policy_events WHERE event_type = 'claim_decided');

-- rule: events.claim_days
-- A decision is told a day late, still before what comes next.
UPDATE policy_events SET event_date = add_days(event_date, 1) WHERE event_id = (
    SELECT min(e.event_id) FROM policy_events e LEFT JOIN policy_events n ON n.event_id = e.event_id + 1
    WHERE e.event_type = 'claim_decided' AND e.event_date < coalesce(n.event_date, as_of()));

-- rule: events.missed
UPDATE policy_events SET event_type = 'payment_missed'
WHERE event_id = (SELECT min(event_id) FROM policy_events WHERE event_type = 'endorsed'
    AND policy_id NOT IN (SELECT policy_id FROM premium_payments WHERE payment_status IN ('late', 'failed')));

-- rule: events.missed_all
DELETE FROM policy_events WHERE event_id = (
    SELECT min(e.event_id) FROM policy_events e WHERE event_type = 'payment_missed' AND EXISTS (
        SELECT 1 FROM premium_payments m WHERE m.policy_id = e.policy_id AND payment_status = 'failed' AND day(event_date) - day(payment_date) BETWEEN 0 AND 7));

-- rule: events.lapse
-- No notice of grace was given of a policy that lapsed.
DELETE FROM policy_events WHERE event_type = 'grace_notice' AND policy_id = (SELECT min(policy_id) FROM policies WHERE policy_status = 'lapsed');

-- rule: events.renewed
UPDATE policy_events SET event_date = add_days(event_date, 1)
WHERE event_id = (SELECT min(event_id) FROM policy_events WHERE event_type = 'renewed' AND event_date < as_of());

-- rule: events.renewed_all
DELETE FROM policy_events WHERE event_id = (
    SELECT max(event_id) FROM policy_events e JOIN policies p ON p.policy_id = e.policy_id WHERE event_type = 'renewed' AND policy_type = 'vehicle' AND policy_status = 'active');

-- rule: events.beneficiary
UPDATE policy_events SET event_type = 'beneficiary_changed'
WHERE event_id = (SELECT min(event_id) FROM policy_events e JOIN policies p ON p.policy_id = e.policy_id
    WHERE event_type = 'endorsed' AND policy_type = 'vehicle');

-- rule: events.endorsed
UPDATE policy_events SET event_type = 'endorsed', description = 'Address changed' WHERE event_id = (
    SELECT min(event_id) FROM policy_events WHERE event_type = 'beneficiary_changed');

-- rule: events.dates
-- Who gets the sum of a life policy changes tomorrow.
INSERT INTO policy_events
SELECT max(event_id) + 1, policy_id, 'beneficiary_changed', add_days(as_of(), 1), 'Beneficiaries changed', NULL FROM policy_events
WHERE policy_id = (SELECT min(policy_id) FROM policies WHERE policy_type = 'life' AND policy_status = 'active');
