-- Sample queries about each part of the bank: a line with subject and database, followed by the query.

-- Transaction distribution (accounts_db)
SELECT transaction_type, COUNT(*) FROM transactions GROUP BY transaction_type

-- Interaction channels (customer_db)
SELECT channel, COUNT(*) FROM interactions GROUP BY channel

-- Satisfaction metrics (customer_db)
SELECT ROUND(AVG(nps_score), 2) as avg_nps, ROUND(AVG(satisfaction_rating), 2) as avg_rating FROM satisfaction_surveys

-- Campaign performance (customer_db)
SELECT response_type, COUNT(*), SUM(CASE WHEN converted THEN 1 ELSE 0 END) as conversions FROM campaign_responses GROUP BY response_type

-- Loan applications by status (loans_db)
SELECT status, COUNT(*) FROM loan_applications GROUP BY status

-- Loan portfolio by type and status (loans_db)
SELECT loan_type, loan_status, COUNT(*), ROUND(AVG(principal_amount), 2) as avg_principal FROM loans GROUP BY loan_type, loan_status ORDER BY loan_type

-- Repayment performance (loans_db)
SELECT payment_status, COUNT(*), ROUND(SUM(total_amount), 2) as total_amount FROM repayment_schedule GROUP BY payment_status

-- Risk assessment summary (loans_db)
SELECT credit_grade, COUNT(*), ROUND(AVG(risk_score), 2) as avg_score, ROUND(AVG(pd_probability), 4) as avg_pd FROM risk_assessments GROUP BY credit_grade ORDER BY credit_grade

-- Employee training completion (employees_db)
SELECT status, COUNT(*), ROUND(AVG(score), 2) as avg_score FROM employee_training GROUP BY status

-- Performance review distribution (employees_db)
SELECT rating, COUNT(*), ROUND(AVG(goals_met), 2) as avg_goals_met FROM performance_reviews GROUP BY rating ORDER BY rating
