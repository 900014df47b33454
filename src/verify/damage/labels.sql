-- rule: labels.schemes
DELETE FROM aml_schemes WHERE scheme_id IN (
    SELECT DISTINCT scheme_id FROM aml_schemes WHERE typology = 'structuring' ORDER BY 1 LIMIT 3);

-- rule: labels.typologies
-- also: labels.found (a scheme under the name of another kind does not break the rule of that kind)
UPDATE aml_schemes SET typology = 'round_trip';

-- rule: labels.detected
-- also: labels.reported (reports tell who is detected)
UPDATE aml_schemes SET detected = 0;

-- rule: labels.ids
UPDATE aml_schemes SET scheme_id = substr(scheme_id, 1, 11) || '-2' WHERE scheme_id = (SELECT min(scheme_id) FROM aml_schemes);

-- rule: labels.one_scheme
UPDATE aml_schemes SET typology = 'fan_in' WHERE rowid = (SELECT max(rowid) FROM aml_schemes WHERE typology = 'fan_out');

-- rule: labels.places
UPDATE aml_schemes SET account_id = (SELECT min(account_id) FROM accounts)
WHERE rowid = (SELECT max(rowid) FROM aml_schemes WHERE role = 'outflow');

-- rule: labels.roles
UPDATE aml_schemes SET role = 'inflow' WHERE rowid = (SELECT max(rowid) FROM aml_schemes WHERE role = 'outflow');

-- rule: labels.reported
UPDATE aml_schemes SET detected = 1 - detected WHERE scheme_id = (SELECT min(scheme_id) FROM aml_schemes);

-- rule: labels.found
UPDATE aml_schemes SET typology = 'fan_in' WHERE scheme_id = (SELECT min(scheme_id) FROM aml_schemes WHERE typology = 'fan_out');
