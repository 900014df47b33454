-- rule: loans.rows
-- guide: Expected rows at scale 1: 272 loans.
-- expect: rows 272 customers
SELECT count(*) FROM loans;
