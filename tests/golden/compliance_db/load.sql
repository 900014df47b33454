-- Loads compliance_db. Run by load.sh from the bundle's directory, inside a transaction whose search_path leads
-- to the schema that the tables go into. The next lines are read by load.sh.
-- bundle d8443e7ecc90cfd6
-- table compliance_rules 20
-- table kyc_records 189
-- table suspicious_activity_reports 0
-- table aml_checks 590
-- table regulatory_reports 53
-- table rule_violations 42
-- table audit_trails 928

SELECT count(set_config('dhub.' || name, value, true)) AS done FROM (VALUES
    ('database', 'compliance_db'),
    ('bundle', 'd8443e7ecc90cfd6'),
    ('mark', 'd8443e7ecc90cfd6'),
    ('structure', '59932617a4f59430'),
    ('tables', 'compliance_rules kyc_records suspicious_activity_reports aml_checks regulatory_reports rule_violations audit_trails'),
    ('indexes', 'compliance_rules_pkey compliance_rules_rule_name_key kyc_records_pkey suspicious_activity_reports_pkey aml_checks_pkey regulatory_reports_pkey rule_violations_pkey rule_violations_entity_id_rule_id_key audit_trails_pkey kyc_records_customer_id_idx suspicious_activity_reports_customer_id_idx suspicious_activity_reports_account_id_idx aml_checks_customer_id_idx aml_checks_transaction_id_idx aml_checks_sar_id_idx regulatory_reports_customer_id_idx rule_violations_rule_id_idx audit_trails_entity_id_idx audit_trails_performed_at_idx'),
    ('references', 'aml_checks_sar_id_fkey rule_violations_rule_id_fkey kyc_records_customer_id_fkey kyc_records_verified_by_fkey suspicious_activity_reports_customer_id_fkey suspicious_activity_reports_account_id_fkey suspicious_activity_reports_filed_by_fkey aml_checks_customer_id_fkey aml_checks_transaction_id_fkey aml_checks_reviewed_by_fkey regulatory_reports_prepared_by_fkey regulatory_reports_approved_by_fkey regulatory_reports_customer_id_fkey rule_violations_resolved_by_fkey audit_trails_performed_by_fkey'),
    ('columns', 'compliance_rules: rule_id text not null, rule_name text not null, rule_type text not null, description text not null, threshold_value numeric(15,2), is_active boolean not null, created_date date not null
kyc_records: kyc_id text not null, customer_id text not null, verification_date date not null, kyc_status text not null, document_type text not null, document_number text not null, expiry_date date, verified_by text not null, next_review_date date not null, risk_rating text not null, due_diligence text not null, tax_id_last4 text not null
suspicious_activity_reports: sar_id text not null, customer_id text not null, account_id text not null, report_date date not null, activity_type text not null, description text not null, sar_status text not null, filed_date date, regulatory_tier text not null, filed_by text, amount_involved numeric(15,2) not null, activity_from date not null, activity_to date not null
aml_checks: check_id text not null, customer_id text not null, transaction_id text, check_date date not null, check_type text not null, aml_flag boolean not null, risk_level text not null, screening_result text not null, reviewed_by text, sar_id text
regulatory_reports: report_id text not null, report_type text not null, reporting_period_start date not null, reporting_period_end date not null, submission_date date, status text not null, prepared_by text not null, approved_by text, customer_id text, cash_in numeric(15,2), cash_out numeric(15,2)
rule_violations: violation_id text not null, rule_id text not null, entity_type text not null, entity_id text not null, violation_date date not null, severity text not null, status text not null, resolution_notes text, resolved_by text, resolved_date date
audit_trails: audit_id bigint not null identity, entity_type text not null, entity_id text not null, action text not null, performed_by text, performed_at timestamp without time zone not null, old_value text, new_value text not null, ip_address text not null')
) AS setting (name, value) \gset

\if :{?lock}
-- Takes locks: one load or clear at a time, and no other sessions using the tables. After three seconds it reports who holds a lock.
DO $$
DECLARE
    patience CONSTANT bigint := 1000 * current_setting('dhub.lock_timeout')::bigint; -- milliseconds; 0 means no limit
    started CONSTANT timestamptz := clock_timestamp();
    key CONSTANT bigint := hashtextextended('dhub load', 0);
    spent bigint := 0;
    pause bigint := 3000;
    stage text;
    wanted oid[];
    holders text;
BEGIN
    FOREACH stage IN ARRAY ARRAY['load', 'tables'] LOOP
        LOOP
            -- The tables to lock: dhub's own, and with --force those that have their names.
            SELECT array_agg(c.oid ORDER BY c.oid) INTO wanted
            FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
            WHERE relkind IN ('r', 'p') AND (
                nspname = ANY (string_to_array(current_setting('dhub.schemas'), ' '))
                    AND strpos(obj_description(c.oid, 'pg_class'), E'\nLoaded by dhub, bundle ') > 0
                OR nspname = current_setting('dhub.schema') AND current_setting('dhub.force') = 't'
                    AND relname = ANY (string_to_array(current_setting('dhub.tables'), ' ')));
            -- In a subtransaction, so that no lock is held while the holders are reported.
            BEGIN
                PERFORM set_config('lock_timeout',
                    CASE WHEN patience > 0 THEN greatest(1, least(pause, patience - spent)) ELSE pause END::text, true);
                IF stage = 'load' THEN
                    PERFORM pg_advisory_xact_lock(key);
                ELSIF wanted IS NOT NULL THEN
                    EXECUTE 'LOCK TABLE ' || (SELECT string_agg(format('%I.%I', nspname, relname), ', ' ORDER BY c.oid)
                        FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE c.oid = ANY (wanted));
                END IF;
                EXIT;
            EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
                pause := 30000;
            END;
            spent := 1000 * extract(epoch FROM clock_timestamp() - started);
            SELECT string_agg(DISTINCT CASE WHEN a.pid IS NULL THEN 'a prepared transaction'
                    ELSE format('pid %s (%s, user %s)', a.pid, coalesce(nullif(application_name, ''), backend_type), usename) END
                || CASE WHEN stage = 'load' THEN ' is loading or clearing' ELSE ' is using table ' || relation::regclass END, '; ')
            INTO holders
            FROM pg_locks l LEFT JOIN pg_stat_activity a USING (pid)
            WHERE granted AND l.pid IS DISTINCT FROM pg_backend_pid()
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                AND CASE WHEN stage = 'load'
                    THEN locktype = 'advisory' AND objsubid = 1
                        AND classid::bigint = (key >> 32) & 4294967295 AND objid::bigint = key & 4294967295
                    ELSE locktype = 'relation' AND relation = ANY (wanted) END;
            IF patience > 0 AND spent >= patience THEN
                RAISE EXCEPTION USING ERRCODE = 'DH001', MESSAGE = format('%s: gave up after %s s of waiting: %s',
                    current_setting('dhub.place'), patience / 1000, coalesce(holders, 'the lock has just been released'));
            ELSIF holders IS NOT NULL THEN
                RAISE WARNING USING ERRCODE = 'DH000', MESSAGE = format('%s: waiting for %s s: %s',
                    current_setting('dhub.place'), round(spent / 1000.0), holders);
            END IF;
        END LOOP;
    END LOOP;
    PERFORM set_config('lock_timeout', '0', true);
END
$$;
\endif

\if :{?check}
-- Stops if the load would fail or do damage, and distinguishes tables to keep (their rows are replaced) from those to recreate.
-- recreated. Changes nothing.
DO $$
DECLARE
    place CONSTANT text := current_setting('dhub.place');
    home CONSTANT oid := to_regnamespace(quote_ident(current_setting('dhub.schema')));
    force CONSTANT boolean := current_setting('dhub.force') = 't';
    in_public CONSTANT boolean := current_setting('dhub.schema') = 'public';
    tables CONSTANT text[] := string_to_array(current_setting('dhub.tables'), ' ');
    indexes CONSTANT text[] := string_to_array(current_setting('dhub.indexes'), ' ');
    wanted_columns CONSTANT text[] := string_to_array(current_setting('dhub.columns'), E'\n');
    marker CONSTANT text := E'\nLoaded by dhub, bundle ';
    ours oid[];
    kept oid[];
    others text;
    fixed text;
    advice text;
BEGIN
    IF NOT (CASE WHEN home IS NOT NULL THEN has_schema_privilege(home, 'CREATE')
        ELSE NOT in_public AND has_database_privilege(current_database(), 'CREATE') END)
    THEN
        RAISE EXCEPTION USING ERRCODE = 'DH005', MESSAGE = format('%s: this role may not create tables there; %s', place,
            CASE WHEN in_public THEN 'use --layout schemas to load into a database of your own'
            ELSE 'ask for CREATE on the database' END);
    END IF;

    SELECT coalesce(array_agg(oid), '{}') INTO ours FROM pg_class
    WHERE relnamespace = home AND relkind = 'r' AND relname = ANY (tables)
        AND strpos(obj_description(oid, 'pg_class'), marker) > 0;

    -- Names already taken by a relation or by a type; every table needs both.
    SELECT string_agg(kind || name, ', ' ORDER BY name), string_agg(kind || name, ', ' ORDER BY name) FILTER (WHERE is_fixed)
    INTO others, fixed
    FROM (
        SELECT relname AS name,
            CASE relkind WHEN 'r' THEN '' WHEN 'p' THEN '' WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view '
                WHEN 'S' THEN 'sequence ' WHEN 'f' THEN 'foreign table ' WHEN 'c' THEN 'type ' ELSE 'index ' END AS kind,
            EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid
                AND (deptype = 'e' OR deptype = 'i' AND relkind = 'S')) AS is_fixed
        FROM pg_class c
        WHERE relnamespace = home AND relname = ANY (tables || indexes) AND c.oid <> ALL (ours)
            AND NOT EXISTS (SELECT FROM pg_index WHERE indexrelid = c.oid AND indrelid = ANY (ours))
        UNION ALL
        SELECT typname, CASE typtype WHEN 'd' THEN 'domain ' ELSE 'type ' END,
            EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_type'::regclass AND objid = t.oid AND deptype = 'e')
        FROM pg_type t
        WHERE typnamespace = home AND typname = ANY (tables) AND typrelid = 0
    ) AS taken;
    IF others IS NOT NULL AND (fixed IS NOT NULL OR NOT force) THEN
        advice := CASE WHEN in_public THEN 'rename them, or choose other database names with --prefix' ELSE 'rename them or use another database' END;
        RAISE EXCEPTION USING ERRCODE = 'DH007', MESSAGE = format('%s: not created by load.sh: %s; nothing was changed; %s', place,
            coalesce(fixed, others), advice || CASE WHEN fixed IS NULL THEN ', or replace them with --force' ELSE '' END);
    END IF;

    SELECT string_agg(relname, ', ' ORDER BY relname) INTO others FROM pg_class
    WHERE (oid = ANY (ours) OR relnamespace = home AND relname = ANY (tables || indexes)) AND NOT pg_has_role(relowner, 'USAGE');
    IF others IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'DH005', MESSAGE = format('%s: tables owned by another role: %s; load as that role', place, others);
    END IF;

    -- Foreign keys of tables that load.sh did not create.
    SELECT string_agg(format('%s of %s on %s', conname, conrelid::regclass, confrelid::regclass), ', ' ORDER BY conname) INTO others
    FROM pg_constraint k JOIN pg_class c ON c.oid = conrelid JOIN pg_namespace n ON n.oid = relnamespace
    WHERE contype = 'f' AND confrelid = ANY (ours) AND conrelid <> ALL (ours)
        AND NOT (nspname = ANY (string_to_array(current_setting('dhub.schemas'), ' '))
            AND coalesce(strpos(obj_description(conrelid, 'pg_class'), marker), 0) > 0);
    IF others IS NOT NULL THEN
        IF NOT force THEN
            RAISE EXCEPTION USING ERRCODE = 'DH007', MESSAGE = format(
                '%s: foreign keys of other tables: %s; nothing was changed; drop them, or use --force to drop them', place, others);
        END IF;
        RAISE WARNING USING ERRCODE = 'DH000', MESSAGE = format('%s: --force drops foreign keys of other tables: %s', place, others);
    END IF;

    -- Tables with the current structure: created by the same declarations, and not altered since.
    SELECT coalesce(array_agg(oid), '{}') INTO kept FROM pg_class
    WHERE oid = ANY (ours) AND relpersistence <> 't' AND NOT relispartition
        AND strpos(obj_description(oid, 'pg_class'), E'\nStructure ' || current_setting('dhub.structure') || E'.\n') > 0
        AND relname || ': ' || (
            SELECT string_agg(attname || ' ' || format_type(atttypid, atttypmod) || CASE WHEN attnotnull THEN ' not null' ELSE '' END
                || CASE WHEN attidentity <> '' THEN ' identity' ELSE '' END || CASE WHEN attgenerated <> '' THEN ' generated' ELSE '' END,
                ', ' ORDER BY attnum)
            FROM pg_attribute WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
        ) = ANY (wanted_columns);
    PERFORM set_config('dhub.kept', (SELECT coalesce(string_agg(relname, ' '), '') FROM pg_class WHERE oid = ANY (kept)), true);

    -- A table with a different structure is dropped, along with the objects that depend on it.
    SELECT string_agg(DISTINCT what, ', ') INTO others
    FROM (
        SELECT CASE WHEN d.classid = 'pg_rewrite'::regclass
                THEN (SELECT CASE relkind WHEN 'm' THEN 'materialized view ' ELSE 'view ' END || ev_class::regclass
                    FROM pg_rewrite r JOIN pg_class c ON c.oid = ev_class WHERE r.oid = d.objid)
                ELSE pg_describe_object(d.classid, d.objid, 0) END AS what
        FROM pg_depend d
        WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = ANY (ours) AND d.refobjid <> ALL (kept) AND deptype = 'n'
            AND d.classid <> 'pg_constraint'::regclass AND NOT (d.classid = 'pg_class'::regclass AND d.objid = ANY (ours))
            AND NOT (d.classid = 'pg_rewrite'::regclass AND d.objid IN (SELECT oid FROM pg_rewrite WHERE ev_class = ANY (ours)))
            AND NOT (d.classid = 'pg_policy'::regclass AND d.objid IN (SELECT oid FROM pg_policy WHERE polrelid = ANY (ours)))
            AND NOT (d.classid = 'pg_trigger'::regclass AND d.objid IN (SELECT oid FROM pg_trigger WHERE tgrelid = ANY (ours)))
    ) AS dependent;
    IF others IS NOT NULL THEN
        IF NOT force THEN
            RAISE EXCEPTION USING ERRCODE = 'DH007', MESSAGE = format(
                '%s: the structure of the tables has changed, and other objects depend on them: %s; nothing was changed; drop those, or use --force to drop them',
                place, others);
        END IF;
        RAISE WARNING USING ERRCODE = 'DH000', MESSAGE = format('%s: --force drops objects that depend on the tables: %s', place, others);
    END IF;
END
$$;
\endif

\if :{?load}
-- On kept tables, disables other people's triggers during the load, and policies that bind the owner, which could reject rows.
-- finish.sql restores both.
DO $$
DECLARE
    schema CONSTANT text := current_setting('dhub.schema');
    home CONSTANT oid := to_regnamespace(quote_ident(current_setting('dhub.schema')));
    kept CONSTANT text[] := string_to_array(current_setting('dhub.kept'), ' ');
    restore text[] := '{}';
    item record;
BEGIN
    FOR item IN
        SELECT c.oid, relname, relforcerowsecurity, format('%I.%I', schema, relname) AS named,
            (SELECT string_agg(format('%s TRIGGER %I', CASE tgenabled WHEN 'O' THEN 'ENABLE' WHEN 'R' THEN 'ENABLE REPLICA'
                ELSE 'ENABLE ALWAYS' END, tgname), ', ')
                FROM pg_trigger WHERE tgrelid = c.oid AND NOT tgisinternal AND tgenabled <> 'D') AS triggers
        FROM pg_class c WHERE relnamespace = home AND relname = ANY (kept)
    LOOP
        IF item.triggers IS NOT NULL THEN
            EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', item.named);
            restore := restore || format('ALTER TABLE %s %s', item.named, item.triggers);
            RAISE WARNING USING ERRCODE = 'DH000', MESSAGE = format('%s: triggers on table %s are kept and do not fire during the load',
                current_setting('dhub.place'), item.relname);
        END IF;
        IF item.relforcerowsecurity THEN
            EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', item.named);
            restore := restore || format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', item.named);
        END IF;
    END LOOP;
    PERFORM set_config('dhub.restore', restore::text, true);
END
$$;
-- Empties the tables to keep, without keys and indexes until the rows are loaded, and drops dhub's other tables.
-- Records for finish.sql what others had attached and could not be kept.
DO $$
DECLARE
    schema CONSTANT text := current_setting('dhub.schema');
    home CONSTANT oid := to_regnamespace(quote_ident(current_setting('dhub.schema')));
    force CONSTANT boolean := current_setting('dhub.force') = 't';
    tables CONSTANT text[] := string_to_array(current_setting('dhub.tables'), ' ');
    indexes CONSTANT text[] := string_to_array(current_setting('dhub.indexes'), ' ');
    kept CONSTANT text[] := string_to_array(current_setting('dhub.kept'), ' ');
    marker CONSTANT text := E'\nLoaded by dhub, bundle ';
    restore text[] := current_setting('dhub.restore')::text[]; -- must succeed
    reapply text[] := '{}'; -- on recreated tables: failures are warnings
    incoming text[];
    item record;
    statement text;
BEGIN
    -- Foreign keys to these tables from dhub's tables in schemas not loaded now: restored at the very end.
    SELECT coalesce(array_agg((SELECT format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s', nspname, o.relname, conname, pg_get_constraintdef(k.oid))
        FROM pg_class o JOIN pg_namespace n ON n.oid = o.relnamespace WHERE o.oid = conrelid)), '{}')
    INTO incoming
    FROM pg_constraint k JOIN pg_class c ON c.oid = confrelid
    WHERE contype = 'f' AND relnamespace = home AND relname = ANY (tables)
        AND EXISTS (SELECT FROM pg_class o JOIN pg_namespace n ON n.oid = o.relnamespace WHERE o.oid = conrelid
            AND nspname <> ALL (string_to_array(current_setting('dhub.selected'), ' ')) AND o.relnamespace <> home
            AND strpos(obj_description(o.oid, 'pg_class'), marker) > 0);
    PERFORM set_config('dhub.incoming', (coalesce(nullif(current_setting('dhub.incoming', true), ''), '{}')::text[] || incoming)::text, true);
    FOR item IN
        SELECT conrelid::regclass AS on_table, conname, obj_description(k.oid, 'pg_constraint') AS comment, inside
        FROM pg_constraint k JOIN pg_class c ON c.oid = conrelid JOIN pg_class f ON f.oid = confrelid,
            LATERAL (SELECT c.relnamespace = home AND c.relname = ANY (tables) AS inside) AS place
        WHERE contype = 'f'
            AND CASE WHEN inside THEN c.relname = ANY (kept)
                AND conname = ANY (string_to_array(current_setting('dhub.references'), ' '))
                -- Those of other tables occur only with --force.
                ELSE f.relnamespace = home AND f.relname = ANY (tables) END
    LOOP
        IF item.comment IS NOT NULL AND item.inside THEN
            restore := restore || format('COMMENT ON CONSTRAINT %I ON %s IS %L', item.conname, item.on_table, item.comment);
        END IF;
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', item.on_table, item.conname);
    END LOOP;

    -- With --force, objects that have the names of dhub's tables and indexes.
    FOR item IN
        SELECT format('DROP %s IF EXISTS %I.%I CASCADE', CASE relkind WHEN 'r' THEN 'TABLE' WHEN 'p' THEN 'TABLE' WHEN 'v' THEN 'VIEW'
                WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' WHEN 'f' THEN 'FOREIGN TABLE' WHEN 'c' THEN 'TYPE'
                ELSE 'INDEX' END, schema, relname) AS drop_it,
            (SELECT format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS %I CASCADE', conrelid::regclass, conname)
                FROM pg_constraint WHERE conindid = c.oid AND contype IN ('p', 'u', 'x')) AS drop_constraint
        FROM pg_class c
        WHERE force AND relnamespace = home AND relname = ANY (tables || indexes)
            AND NOT (relkind = 'r' AND relname = ANY (tables) AND coalesce(strpos(obj_description(c.oid, 'pg_class'), marker), 0) > 0)
            AND NOT EXISTS (SELECT FROM pg_index JOIN pg_class t ON t.oid = indrelid WHERE indexrelid = c.oid AND t.relnamespace = home
                AND t.relname = ANY (tables) AND coalesce(strpos(obj_description(t.oid, 'pg_class'), marker), 0) > 0)
        UNION ALL
        SELECT format('DROP TYPE IF EXISTS %I.%I CASCADE', schema, typname), NULL
        FROM pg_type WHERE force AND typnamespace = home AND typname = ANY (tables) AND typrelid = 0
    LOOP
        EXECUTE coalesce(item.drop_constraint, item.drop_it);
    END LOOP;

    -- What others attached to tables that are recreated.
    FOR item IN
        SELECT c.oid, c.*, format('%I.%I', schema, relname) AS named,
            '^' || relname || '_(.*_)?(pkey|key|idx|fkey|labels|check|check_[0-9]+)$' AS ours
        FROM pg_class c
        WHERE relnamespace = home AND relkind = 'r' AND relname = ANY (tables) AND relname <> ALL (kept)
    LOOP
        SELECT string_agg(attname, ', ' ORDER BY attnum) INTO statement FROM pg_attribute
        WHERE attrelid = item.oid AND attnum > 0 AND NOT attisdropped AND attname <> ALL (ARRAY(
            SELECT split_part(declared, ' ', 1)
            FROM unnest(string_to_array(current_setting('dhub.columns'), E'\n')) AS line,
                unnest(string_to_array(substr(line, length(item.relname) + 3), ', ')) AS declared
            WHERE starts_with(line, item.relname || ': ')));
        RAISE WARNING USING ERRCODE = 'DH000', MESSAGE = format('%s: table %s has a different structure and is recreated%s',
            current_setting('dhub.place'), item.relname, coalesce('; these columns are dropped: ' || statement, ''));
        IF item.reloptions IS NOT NULL THEN
            reapply := reapply || format('ALTER TABLE %s SET (%s)', item.named, array_to_string(item.reloptions, ', '));
        END IF;
        IF item.relrowsecurity THEN reapply := reapply || format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', item.named); END IF;
        IF item.relforcerowsecurity THEN reapply := reapply || format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', item.named); END IF;
        reapply := reapply || ARRAY(
            SELECT format('CREATE POLICY %I ON %s AS %s FOR %s TO %s', policyname, item.named, permissive, cmd,
                    (SELECT string_agg(CASE role WHEN 'public' THEN 'PUBLIC' ELSE quote_ident(role) END, ', ') FROM unnest(roles) AS role))
                || coalesce(' USING (' || qual || ')', '') || coalesce(' WITH CHECK (' || with_check || ')', '')
            FROM pg_policies WHERE schemaname = schema AND tablename = item.relname
        ) || ARRAY(
            SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', item.named, conname, pg_get_constraintdef(oid))
            FROM pg_constraint WHERE conrelid = item.oid AND contype IN ('c', 'u', 'x', 'f') AND conname !~ item.ours
        ) || ARRAY(
            SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class i ON i.oid = indexrelid
            WHERE indrelid = item.oid AND i.relname !~ item.ours AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
        ) || ARRAY(
            SELECT pg_get_statisticsobjdef(oid) FROM pg_statistic_ext WHERE stxrelid = item.oid
        ) || ARRAY(
            SELECT pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class = item.oid
        ) || ARRAY(
            SELECT unnest(pg_get_triggerdef(oid)
                || CASE tgenabled WHEN 'O' THEN '{}'::text[] ELSE ARRAY[format('ALTER TABLE %s %s TRIGGER %I', item.named,
                    CASE tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, tgname)] END)
            FROM pg_trigger WHERE tgrelid = item.oid AND NOT tgisinternal
        ) || ARRAY(
            SELECT format('GRANT %s ON TABLE %s TO %s', string_agg(privilege_type, ', '), item.named,
                    CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END)
                || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
            FROM aclexplode(item.relacl) WHERE grantee <> item.relowner GROUP BY grantee, is_grantable
        ) || ARRAY(
            SELECT format('GRANT %s (%I) ON TABLE %s TO %s', privilege_type, attname, item.named,
                    CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END)
                || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
            FROM pg_attribute, aclexplode(attacl) WHERE attrelid = item.oid AND NOT attisdropped
        );
        statement := CASE item.relreplident WHEN 'f' THEN 'FULL' WHEN 'n' THEN 'NOTHING'
            WHEN 'i' THEN (SELECT format('USING INDEX %I', relname) FROM pg_index JOIN pg_class i ON i.oid = indexrelid
                WHERE indrelid = item.oid AND indisreplident) END;
        IF statement IS NOT NULL THEN
            reapply := reapply || format('ALTER TABLE %s REPLICA IDENTITY %s', item.named, statement);
        END IF;
        -- PostgreSQL 15 introduced columns and conditions of publications.
        statement := CASE WHEN current_setting('server_version_num')::int < 150000 THEN
            'SELECT format(''ALTER PUBLICATION %I ADD TABLE ONLY %s'', pubname, $2) FROM pg_publication_rel JOIN pg_publication p ON p.oid = prpubid WHERE prrelid = $1'
        ELSE
            'SELECT format(''ALTER PUBLICATION %I ADD TABLE ONLY %s'', pubname, $2)
                || coalesce((SELECT '' ('' || string_agg(quote_ident(attname), '', '') || '')'' FROM pg_attribute WHERE attrelid = $1 AND attnum = ANY (prattrs)), '''')
                || coalesce('' WHERE ('' || pg_get_expr(prqual, prrelid) || '')'', '''')
            FROM pg_publication_rel JOIN pg_publication p ON p.oid = prpubid WHERE prrelid = $1'
        END;
        FOR statement IN EXECUTE statement USING item.oid, item.named LOOP
            reapply := reapply || statement;
        END LOOP;
        IF pg_get_userbyid(item.relowner) <> current_user THEN
            reapply := reapply || format('ALTER TABLE %s OWNER TO %I', item.named, pg_get_userbyid(item.relowner));
        END IF;
    END LOOP;
    SELECT string_agg(format('%I.%I', schema, relname), ', ') INTO statement FROM pg_class
    WHERE relnamespace = home AND relkind = 'r' AND relname = ANY (tables) AND relname <> ALL (kept);
    IF statement IS NOT NULL THEN
        EXECUTE 'DROP TABLE ' || statement || CASE WHEN force THEN ' CASCADE' ELSE '' END;
    END IF;

    -- Keep an index that someone customized: with a comment, a tablespace, as replica identity, or for a view that groups by it.
    FOR statement IN
        SELECT CASE WHEN k.oid IS NULL THEN format('DROP INDEX %I.%I', schema, i.relname)
            ELSE format('ALTER TABLE %I.%I DROP CONSTRAINT %I', schema, t.relname, conname) END
        FROM pg_index x JOIN pg_class i ON i.oid = indexrelid JOIN pg_class t ON t.oid = indrelid
        LEFT JOIN pg_constraint k ON conindid = i.oid AND conrelid = t.oid AND contype IN ('p', 'u', 'x')
        WHERE t.relnamespace = home AND t.relname = ANY (kept) AND i.relname = ANY (indexes)
            AND i.reloptions IS NULL AND i.reltablespace = t.reltablespace AND NOT indisreplident AND NOT indisclustered
            AND obj_description(i.oid, 'pg_class') IS NULL
            AND (k.oid IS NULL OR obj_description(k.oid, 'pg_constraint') IS NULL AND NOT condeferrable)
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE deptype <> 'i'
                AND (refclassid = 'pg_class'::regclass AND refobjid = i.oid OR refclassid = 'pg_constraint'::regclass AND refobjid = k.oid))
            AND NOT EXISTS (SELECT FROM pg_inherits WHERE inhparent = t.oid OR inhparent = i.oid)
    LOOP
        EXECUTE statement;
    END LOOP;
    IF cardinality(kept) > 0 THEN
        EXECUTE 'TRUNCATE ' || (SELECT string_agg(format('ONLY %I.%I', schema, name), ', ') FROM unnest(kept) AS name);
    END IF;
    PERFORM set_config('dhub.restore', restore::text, true), set_config('dhub.reapply', reapply::text, true);
END
$$;

SELECT 'compliance_rules' = ANY (kept) AS keep_compliance_rules,
    'kyc_records' = ANY (kept) AS keep_kyc_records,
    'suspicious_activity_reports' = ANY (kept) AS keep_suspicious_activity_reports,
    'aml_checks' = ANY (kept) AS keep_aml_checks,
    'regulatory_reports' = ANY (kept) AS keep_regulatory_reports,
    'rule_violations' = ANY (kept) AS keep_rule_violations,
    'audit_trails' = ANY (kept) AS keep_audit_trails
FROM string_to_array(current_setting('dhub.kept'), ' ') AS kept \gset

\if :keep_compliance_rules
\else
CREATE TABLE compliance_rules (
    rule_id         text          NOT NULL,
    rule_name       text          NOT NULL,
    rule_type       text          NOT NULL,
    description     text          NOT NULL,
    threshold_value numeric(15,2),
    is_active       boolean       NOT NULL,
    created_date    date          NOT NULL,
    CONSTRAINT compliance_rules_rule_type_labels CHECK (rule_type IN (
        'transaction', 'kyc', 'reporting', 'lending', 'training'
    ))
);
COMMENT ON TABLE compliance_rules IS 'Compliance rules that the bank''s own data is checked against.';
COMMENT ON COLUMN compliance_rules.rule_id IS 'Key, RULE-01 to RULE-20.';
COMMENT ON COLUMN compliance_rules.rule_name IS 'Name.';
COMMENT ON COLUMN compliance_rules.rule_type IS 'Type of rule.';
COMMENT ON COLUMN compliance_rules.description IS 'What breaks it.';
COMMENT ON COLUMN compliance_rules.threshold_value IS 'Threshold, in the unit named in the description; NULL if the rule has none.';
COMMENT ON COLUMN compliance_rules.is_active IS 'Whether the rule is in force.';
COMMENT ON COLUMN compliance_rules.created_date IS 'Date the rule was created.';
\endif
\if :keep_kyc_records
\else
CREATE TABLE kyc_records (
    kyc_id            text NOT NULL,
    customer_id       text NOT NULL,
    verification_date date NOT NULL,
    kyc_status        text NOT NULL,
    document_type     text NOT NULL,
    document_number   text NOT NULL,
    expiry_date       date,
    verified_by       text NOT NULL,
    next_review_date  date NOT NULL,
    risk_rating       text NOT NULL,
    due_diligence     text NOT NULL,
    tax_id_last4      text NOT NULL,
    CONSTRAINT kyc_records_kyc_status_labels CHECK (kyc_status IN ('verified', 'expired', 'pending', 'under_review')),
    CONSTRAINT kyc_records_document_type_labels CHECK (document_type IN (
        'drivers_license', 'passport', 'state_id', 'permanent_resident_card', 'military_id',
        'articles_of_incorporation', 'business_license', 'partnership_agreement'
    )),
    CONSTRAINT kyc_records_risk_rating_labels CHECK (risk_rating IN ('low', 'medium', 'high')),
    CONSTRAINT kyc_records_due_diligence_labels CHECK (due_diligence IN ('standard', 'enhanced')),
    CONSTRAINT kyc_records_document_number_check CHECK (document_number ~ '^ZZ[0-9]{9,12}$'),
    CONSTRAINT kyc_records_tax_id_last4_check CHECK (tax_id_last4 ~ '^[0-9]{4}$'),
    CONSTRAINT kyc_records_check_1 CHECK (expiry_date > verification_date),
    CONSTRAINT kyc_records_check_2 CHECK (next_review_date > verification_date)
);
COMMENT ON TABLE kyc_records IS 'Identity checks of customers: at onboarding, then at the interval of the risk rating, and after a suspicious activity report.';
COMMENT ON COLUMN kyc_records.kyc_id IS 'Key: customer and sequence number in time order.';
COMMENT ON COLUMN kyc_records.customer_id IS 'Customer who was verified. References accounts_db.customers(customer_id).';
COMMENT ON COLUMN kyc_records.verification_date IS 'Date of the check.';
COMMENT ON COLUMN kyc_records.kyc_status IS 'Status; a customer''s latest record is expired exactly when its document is.';
COMMENT ON COLUMN kyc_records.document_type IS 'Document presented.';
COMMENT ON COLUMN kyc_records.document_number IS 'Document number: ZZ and nine digits, a form that no authority issues.';
COMMENT ON COLUMN kyc_records.expiry_date IS 'Last day on which the document is valid; NULL if it does not expire.';
COMMENT ON COLUMN kyc_records.verified_by IS 'Employee who performed the check. References employees_db.employees(employee_id).';
COMMENT ON COLUMN kyc_records.next_review_date IS 'Due date of the next check: 60, 36 or 12 months later for low, medium and high risk.';
COMMENT ON COLUMN kyc_records.risk_rating IS 'Risk rating assigned by the check.';
COMMENT ON COLUMN kyc_records.due_diligence IS 'How closely the customer is looked at: enhanced for high risk.';
COMMENT ON COLUMN kyc_records.tax_id_last4 IS 'Last four digits of the Social Security number, or of a business''s employer identification number.';
\endif
\if :keep_suspicious_activity_reports
\else
CREATE TABLE suspicious_activity_reports (
    sar_id          text          NOT NULL,
    customer_id     text          NOT NULL,
    account_id      text          NOT NULL,
    report_date     date          NOT NULL,
    activity_type   text          NOT NULL,
    description     text          NOT NULL,
    sar_status      text          NOT NULL,
    filed_date      date,
    regulatory_tier text          NOT NULL,
    filed_by        text,
    amount_involved numeric(15,2) NOT NULL,
    activity_from   date          NOT NULL,
    activity_to     date          NOT NULL,
    CONSTRAINT suspicious_activity_reports_activity_type_labels CHECK (activity_type IN (
        'structuring', 'unusual_pattern', 'rapid_movement', 'dormant_reactivation', 'fraud'
    )),
    CONSTRAINT suspicious_activity_reports_sar_status_labels CHECK (sar_status IN ('filed', 'under_review', 'draft', 'closed')),
    CONSTRAINT suspicious_activity_reports_regulatory_tier_labels CHECK (regulatory_tier IN ('tier_1', 'tier_2', 'tier_3')),
    CONSTRAINT suspicious_activity_reports_amount_involved_check CHECK (amount_involved >= 5000),
    CONSTRAINT suspicious_activity_reports_check_1 CHECK (filed_date >= report_date),
    CONSTRAINT suspicious_activity_reports_check_2 CHECK (activity_to >= activity_from),
    CONSTRAINT suspicious_activity_reports_check_3 CHECK (report_date >= activity_to),
    CONSTRAINT suspicious_activity_reports_check_4 CHECK ((sar_status IN ('filed', 'closed')) = (filed_date IS NOT NULL)),
    CONSTRAINT suspicious_activity_reports_check_5 CHECK ((filed_date IS NULL) = (filed_by IS NULL))
);
COMMENT ON TABLE suspicious_activity_reports IS 'Suspicious activity reports; each covers alerts on one account.';
COMMENT ON COLUMN suspicious_activity_reports.sar_id IS 'Key: customer, month of the activity and sequence number.';
COMMENT ON COLUMN suspicious_activity_reports.customer_id IS 'Customer who is reported. References accounts_db.customers(customer_id).';
COMMENT ON COLUMN suspicious_activity_reports.account_id IS 'Account on which the activity was seen. References accounts_db.accounts(account_id).';
COMMENT ON COLUMN suspicious_activity_reports.report_date IS 'Date of detection.';
COMMENT ON COLUMN suspicious_activity_reports.activity_type IS 'Suspected activity.';
COMMENT ON COLUMN suspicious_activity_reports.description IS 'Narrative of the activity.';
COMMENT ON COLUMN suspicious_activity_reports.sar_status IS 'Status of the report.';
COMMENT ON COLUMN suspicious_activity_reports.filed_date IS 'Filing date; NULL until filed.';
COMMENT ON COLUMN suspicious_activity_reports.regulatory_tier IS 'Size of the activity: tier_1 from 100,000 dollars, tier_2 from 25,000.';
COMMENT ON COLUMN suspicious_activity_reports.filed_by IS 'Employee who filed it; NULL until filed. References employees_db.employees(employee_id).';
COMMENT ON COLUMN suspicious_activity_reports.amount_involved IS 'Total amount of the activity in US dollars.';
COMMENT ON COLUMN suspicious_activity_reports.activity_from IS 'First day of the activity.';
COMMENT ON COLUMN suspicious_activity_reports.activity_to IS 'Last day of the activity.';
\endif
\if :keep_aml_checks
\else
CREATE TABLE aml_checks (
    check_id         text    NOT NULL,
    customer_id      text    NOT NULL,
    transaction_id   text,
    check_date       date    NOT NULL,
    check_type       text    NOT NULL,
    aml_flag         boolean NOT NULL,
    risk_level       text    NOT NULL,
    screening_result text    NOT NULL,
    reviewed_by      text,
    sar_id           text,
    CONSTRAINT aml_checks_check_type_labels CHECK (check_type IN (
        'watchlist', 'sanctions', 'pep_screening', 'transaction_monitoring'
    )),
    CONSTRAINT aml_checks_risk_level_labels CHECK (risk_level IN ('low', 'medium', 'high')),
    CONSTRAINT aml_checks_check_1 CHECK ((check_type = 'transaction_monitoring') = (transaction_id IS NOT NULL)),
    CONSTRAINT aml_checks_check_2 CHECK (aml_flag OR check_type <> 'transaction_monitoring')
);
COMMENT ON TABLE aml_checks IS 'Watchlist screenings at each identity check, and one alert for each transaction that breaks a transaction rule.';
COMMENT ON COLUMN aml_checks.check_id IS 'Key: customer and sequence number in time order; for an alert, within the month of its transaction.';
COMMENT ON COLUMN aml_checks.customer_id IS 'Customer who was checked. References accounts_db.customers(customer_id).';
COMMENT ON COLUMN aml_checks.transaction_id IS 'Transaction that raised the alert; NULL for a screening. References accounts_db.transactions(transaction_id).';
COMMENT ON COLUMN aml_checks.check_date IS 'Date of the check.';
COMMENT ON COLUMN aml_checks.check_type IS 'What was checked.';
COMMENT ON COLUMN aml_checks.aml_flag IS 'Whether anything was found; always true for an alert.';
COMMENT ON COLUMN aml_checks.risk_level IS 'Severity.';
COMMENT ON COLUMN aml_checks.screening_result IS 'Outcome.';
COMMENT ON COLUMN aml_checks.reviewed_by IS 'Employee who reviewed it; NULL if not reviewed. References employees_db.employees(employee_id).';
COMMENT ON COLUMN aml_checks.sar_id IS 'Suspicious activity report that covers the alert; NULL if none does.';
\endif
\if :keep_regulatory_reports
\else
CREATE TABLE regulatory_reports (
    report_id              text          NOT NULL,
    report_type            text          NOT NULL,
    reporting_period_start date          NOT NULL,
    reporting_period_end   date          NOT NULL,
    submission_date        date,
    status                 text          NOT NULL,
    prepared_by            text          NOT NULL,
    approved_by            text,
    customer_id            text,
    cash_in                numeric(15,2),
    cash_out               numeric(15,2),
    CONSTRAINT regulatory_reports_report_type_labels CHECK (report_type IN (
        'call_report', 'liquidity', 'stress_test', 'hmda', 'ofac', 'bsa_board', 'ctr'
    )),
    CONSTRAINT regulatory_reports_status_labels CHECK (status IN ('draft', 'in_review', 'submitted', 'accepted')),
    CONSTRAINT regulatory_reports_check_1 CHECK (reporting_period_end >= reporting_period_start),
    CONSTRAINT regulatory_reports_check_2 CHECK (submission_date > reporting_period_end),
    CONSTRAINT regulatory_reports_check_3 CHECK ((status IN ('submitted', 'accepted')) = (submission_date IS NOT NULL)),
    CONSTRAINT regulatory_reports_check_4 CHECK ((submission_date IS NULL) = (approved_by IS NULL)),
    CONSTRAINT regulatory_reports_check_5 CHECK ((report_type = 'ctr') = (customer_id IS NOT NULL)),
    CONSTRAINT regulatory_reports_check_6 CHECK ((customer_id IS NULL) = (cash_in IS NULL)),
    CONSTRAINT regulatory_reports_check_7 CHECK ((customer_id IS NULL) = (cash_out IS NULL))
);
COMMENT ON TABLE regulatory_reports IS 'Reports to regulators and the board: three years of periodic reports, and a currency transaction report (CTR) for each day on which a customer paid in, or was paid out, more than 10,000 dollars in cash.';
COMMENT ON COLUMN regulatory_reports.report_id IS 'Key: type and period; for a CTR, customer and date.';
COMMENT ON COLUMN regulatory_reports.report_type IS 'What it is about.';
COMMENT ON COLUMN regulatory_reports.reporting_period_start IS 'First day covered.';
COMMENT ON COLUMN regulatory_reports.reporting_period_end IS 'Last day covered.';
COMMENT ON COLUMN regulatory_reports.submission_date IS 'Submission date; NULL until submitted.';
COMMENT ON COLUMN regulatory_reports.status IS 'Status.';
COMMENT ON COLUMN regulatory_reports.prepared_by IS 'Employee who prepares it. References employees_db.employees(employee_id).';
COMMENT ON COLUMN regulatory_reports.approved_by IS 'Employee who approved it; NULL until submitted. References employees_db.employees(employee_id).';
COMMENT ON COLUMN regulatory_reports.customer_id IS 'Customer of a CTR; NULL for other reports. References accounts_db.customers(customer_id).';
COMMENT ON COLUMN regulatory_reports.cash_in IS 'Cash paid in on the day of a CTR, in US dollars; NULL for other reports.';
COMMENT ON COLUMN regulatory_reports.cash_out IS 'Cash paid out on the day of a CTR, in US dollars, never netted with what was paid in; NULL for other reports.';
\endif
\if :keep_rule_violations
\else
CREATE TABLE rule_violations (
    violation_id     text NOT NULL,
    rule_id          text NOT NULL,
    entity_type      text NOT NULL,
    entity_id        text NOT NULL,
    violation_date   date NOT NULL,
    severity         text NOT NULL,
    status           text NOT NULL,
    resolution_notes text,
    resolved_by      text,
    resolved_date    date,
    CONSTRAINT rule_violations_entity_type_labels CHECK (entity_type IN (
        'customer_profile', 'account', 'transaction', 'loan_application', 'loan', 'collateral', 'policy',
        'claim', 'complaint', 'employee_training', 'kyc_record', 'aml_check', 'suspicious_activity_report',
        'regulatory_report', 'rule_violation'
    )),
    CONSTRAINT rule_violations_severity_labels CHECK (severity IN ('low', 'medium', 'high', 'critical')),
    CONSTRAINT rule_violations_status_labels CHECK (status IN ('open', 'investigating', 'resolved')),
    CONSTRAINT rule_violations_check_1 CHECK (resolved_date >= violation_date),
    CONSTRAINT rule_violations_check_2 CHECK ((status = 'resolved') = (resolved_date IS NOT NULL)),
    CONSTRAINT rule_violations_check_3 CHECK ((resolved_date IS NULL) = (resolved_by IS NULL)),
    CONSTRAINT rule_violations_check_4 CHECK ((resolved_date IS NULL) = (resolution_notes IS NULL))
);
COMMENT ON TABLE rule_violations IS 'Exactly the rows that break a compliance rule.';
COMMENT ON COLUMN rule_violations.violation_id IS 'Key: customer and sequence number, within the month where a statement breaks the rule; for staff, E with the employee''s number and a sequence number; for a report, the report''s key.';
COMMENT ON COLUMN rule_violations.rule_id IS 'Rule that was broken.';
COMMENT ON COLUMN rule_violations.entity_type IS 'Table of the row that breaks it.';
COMMENT ON COLUMN rule_violations.entity_id IS 'Key of that row.';
COMMENT ON COLUMN rule_violations.violation_date IS 'Date the rule was first broken.';
COMMENT ON COLUMN rule_violations.severity IS 'Severity, that of the rule.';
COMMENT ON COLUMN rule_violations.status IS 'Status of the remediation.';
COMMENT ON COLUMN rule_violations.resolution_notes IS 'Resolution notes; NULL until resolved.';
COMMENT ON COLUMN rule_violations.resolved_by IS 'Employee who resolved it; NULL until resolved. References employees_db.employees(employee_id).';
COMMENT ON COLUMN rule_violations.resolved_date IS 'Date of resolution; NULL until resolved.';
\endif
\if :keep_audit_trails
\else
CREATE TABLE audit_trails (
    audit_id     bigint GENERATED BY DEFAULT AS IDENTITY,
    entity_type  text      NOT NULL,
    entity_id    text      NOT NULL,
    action       text      NOT NULL,
    performed_by text,
    performed_at timestamp NOT NULL,
    old_value    text,
    new_value    text      NOT NULL,
    ip_address   text      NOT NULL,
    CONSTRAINT audit_trails_entity_type_labels CHECK (entity_type IN (
        'customer_profile', 'account', 'transaction', 'loan_application', 'loan', 'collateral', 'policy',
        'claim', 'complaint', 'employee_training', 'kyc_record', 'aml_check', 'suspicious_activity_report',
        'regulatory_report', 'rule_violation'
    )),
    CONSTRAINT audit_trails_action_labels CHECK (action IN (
        'account_opened', 'account_frozen', 'account_closed', 'application_decided', 'loan_disbursed',
        'kyc_verified', 'screening_completed', 'policy_issued', 'policy_changed', 'policy_ended',
        'claim_decided', 'alert_closed', 'sar_filed', 'report_submitted', 'violation_resolved',
        'profile_changed', 'complaint_closed', 'account_released', 'exit_decided'
    )),
    CONSTRAINT audit_trails_ip_address_check CHECK (ip_address ~ '^10([.][0-9]{1,3}){3}$')
);
COMMENT ON TABLE audit_trails IS 'Audit trail: one row per event in the other tables and per act of staff.';
COMMENT ON COLUMN audit_trails.audit_id IS 'Key: customer, month and sequence number in time order (customer 57, row 12 is 57000000012; row 12 of what follows from the statements of October 2025 is 57202510012); for the bank''s own reports, the sequence number alone.';
COMMENT ON COLUMN audit_trails.entity_type IS 'Table of the row that the event is about.';
COMMENT ON COLUMN audit_trails.entity_id IS 'Key of that row.';
COMMENT ON COLUMN audit_trails.action IS 'Action taken.';
COMMENT ON COLUMN audit_trails.performed_by IS 'Employee who did it; NULL if the system did. References employees_db.employees(employee_id).';
COMMENT ON COLUMN audit_trails.performed_at IS 'Time of the event.';
COMMENT ON COLUMN audit_trails.old_value IS 'Previous state as JSON; NULL if there was none.';
COMMENT ON COLUMN audit_trails.new_value IS 'New state as JSON.';
COMMENT ON COLUMN audit_trails.ip_address IS 'IP address in the bank''s network it was done from.';
\endif

\copy compliance_rules from program 'zstd -dcq -- compliance_db/compliance_rules.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy kyc_records from program 'zstd -dcq -- compliance_db/kyc_records.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy suspicious_activity_reports from program 'zstd -dcq -- compliance_db/suspicious_activity_reports.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy aml_checks from program 'zstd -dcq -- compliance_db/aml_checks.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy regulatory_reports from program 'zstd -dcq -- compliance_db/regulatory_reports.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy rule_violations from program 'zstd -dcq -- compliance_db/rule_violations.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy audit_trails from program 'zstd -dcq -- compliance_db/audit_trails.csv.zst' with (format csv, header, freeze, encoding 'UTF8')

SELECT sql FROM (VALUES
    (0, 'compliance_rules_pkey', 'ALTER TABLE compliance_rules ADD CONSTRAINT compliance_rules_pkey PRIMARY KEY (rule_id)'),
    (1, 'compliance_rules_rule_name_key', 'ALTER TABLE compliance_rules ADD CONSTRAINT compliance_rules_rule_name_key UNIQUE (rule_name)'),
    (2, 'kyc_records_pkey', 'ALTER TABLE kyc_records ADD CONSTRAINT kyc_records_pkey PRIMARY KEY (kyc_id)'),
    (3, 'suspicious_activity_reports_pkey', 'ALTER TABLE suspicious_activity_reports ADD CONSTRAINT suspicious_activity_reports_pkey PRIMARY KEY (sar_id)'),
    (4, 'aml_checks_pkey', 'ALTER TABLE aml_checks ADD CONSTRAINT aml_checks_pkey PRIMARY KEY (check_id)'),
    (5, 'regulatory_reports_pkey', 'ALTER TABLE regulatory_reports ADD CONSTRAINT regulatory_reports_pkey PRIMARY KEY (report_id)'),
    (6, 'rule_violations_pkey', 'ALTER TABLE rule_violations ADD CONSTRAINT rule_violations_pkey PRIMARY KEY (violation_id)'),
    (7, 'rule_violations_entity_id_rule_id_key', 'ALTER TABLE rule_violations ADD CONSTRAINT rule_violations_entity_id_rule_id_key UNIQUE (entity_id, rule_id)'),
    (8, 'audit_trails_pkey', 'ALTER TABLE audit_trails ADD CONSTRAINT audit_trails_pkey PRIMARY KEY (audit_id)')
) AS wanted (place, name, sql)
WHERE NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relname = name)
ORDER BY place \gexec

ALTER TABLE aml_checks ADD CONSTRAINT aml_checks_sar_id_fkey
    FOREIGN KEY (sar_id) REFERENCES suspicious_activity_reports (sar_id);
ALTER TABLE rule_violations ADD CONSTRAINT rule_violations_rule_id_fkey
    FOREIGN KEY (rule_id) REFERENCES compliance_rules (rule_id);

SELECT sql FROM (VALUES
    (0, 'kyc_records_customer_id_idx', 'CREATE INDEX kyc_records_customer_id_idx ON kyc_records (customer_id)'),
    (1, 'suspicious_activity_reports_customer_id_idx', 'CREATE INDEX suspicious_activity_reports_customer_id_idx ON suspicious_activity_reports (customer_id)'),
    (2, 'suspicious_activity_reports_account_id_idx', 'CREATE INDEX suspicious_activity_reports_account_id_idx ON suspicious_activity_reports (account_id)'),
    (3, 'aml_checks_customer_id_idx', 'CREATE INDEX aml_checks_customer_id_idx ON aml_checks (customer_id)'),
    (4, 'aml_checks_transaction_id_idx', 'CREATE INDEX aml_checks_transaction_id_idx ON aml_checks (transaction_id)'),
    (5, 'aml_checks_sar_id_idx', 'CREATE INDEX aml_checks_sar_id_idx ON aml_checks (sar_id)'),
    (6, 'regulatory_reports_customer_id_idx', 'CREATE INDEX regulatory_reports_customer_id_idx ON regulatory_reports (customer_id)'),
    (7, 'rule_violations_rule_id_idx', 'CREATE INDEX rule_violations_rule_id_idx ON rule_violations (rule_id)'),
    (8, 'audit_trails_entity_id_idx', 'CREATE INDEX audit_trails_entity_id_idx ON audit_trails (entity_id)'),
    (9, 'audit_trails_performed_at_idx', 'CREATE INDEX audit_trails_performed_at_idx ON audit_trails (performed_at)')
) AS wanted (place, name, sql)
WHERE NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relname = name)
ORDER BY place \gexec

SELECT setval(pg_get_serial_sequence('audit_trails', 'audit_id'), coalesce(max(audit_id), 0) + 1, false) AS done FROM ONLY audit_trails \gset

DO $$
DECLARE
    wanted record;
    found bigint;
BEGIN
    FOR wanted IN VALUES
        ('compliance_rules', 20::bigint),
        ('kyc_records', 189::bigint),
        ('suspicious_activity_reports', 0::bigint),
        ('aml_checks', 590::bigint),
        ('regulatory_reports', 53::bigint),
        ('rule_violations', 42::bigint),
        ('audit_trails', 928::bigint)
    LOOP
        EXECUTE format('SELECT count(*) FROM ONLY %I', wanted.column1) INTO found;
        IF found <> wanted.column2 THEN
            RAISE EXCEPTION USING ERRCODE = 'DH006', MESSAGE = format(
                '%s: row count differs from the manifest: expected %s, found %s', wanted.column1, wanted.column2, found);
        END IF;
    END LOOP;
END
$$;

-- The marker follows any existing comment.
SELECT format('COMMENT ON TABLE %I IS %L', relname,
    regexp_replace(coalesce(obj_description(oid, 'pg_class'), ''), E'(\nStructure [^\n]*)?\nLoaded by dhub, bundle [^\n]*$', '')
    || E'\nStructure ' || current_setting('dhub.structure') || E'.\nLoaded by dhub, bundle ' || current_setting('dhub.mark') || '.')
FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
    AND relname = ANY (string_to_array(current_setting('dhub.tables'), ' ')) \gexec

SET LOCAL default_statistics_target = 25;
ANALYZE compliance_rules, kyc_records, suspicious_activity_reports, aml_checks, regulatory_reports, rule_violations, audit_trails;

-- Restores what others had attached. On kept tables this must succeed; on recreated tables a failure is only a warning.
DO $$
DECLARE
    statement text;
BEGIN
    FOREACH statement IN ARRAY current_setting('dhub.restore')::text[] LOOP
        EXECUTE statement;
    END LOOP;
    FOREACH statement IN ARRAY current_setting('dhub.reapply')::text[] LOOP
        BEGIN
            EXECUTE statement;
        EXCEPTION WHEN OTHERS THEN
            RAISE WARNING USING ERRCODE = 'DH000', MESSAGE = format('%s: cannot be restored, because the structure of the table has changed: %s: %s',
                current_setting('dhub.place'), statement, SQLERRM);
        END;
    END LOOP;
END
$$;
\endif

\if :{?references}
SELECT sql FROM (VALUES
    (0, 'compliance_db.kyc_records', 'kyc_records_customer_id_fkey', 'accounts_db.customers', 'ALTER TABLE compliance_db.kyc_records ADD CONSTRAINT kyc_records_customer_id_fkey
    FOREIGN KEY (customer_id) REFERENCES accounts_db.customers (customer_id)'),
    (1, 'compliance_db.kyc_records', 'kyc_records_verified_by_fkey', 'employees_db.employees', 'ALTER TABLE compliance_db.kyc_records ADD CONSTRAINT kyc_records_verified_by_fkey
    FOREIGN KEY (verified_by) REFERENCES employees_db.employees (employee_id)'),
    (2, 'compliance_db.suspicious_activity_reports', 'suspicious_activity_reports_customer_id_fkey', 'accounts_db.customers', 'ALTER TABLE compliance_db.suspicious_activity_reports ADD CONSTRAINT suspicious_activity_reports_customer_id_fkey
    FOREIGN KEY (customer_id) REFERENCES accounts_db.customers (customer_id)'),
    (3, 'compliance_db.suspicious_activity_reports', 'suspicious_activity_reports_account_id_fkey', 'accounts_db.accounts', 'ALTER TABLE compliance_db.suspicious_activity_reports ADD CONSTRAINT suspicious_activity_reports_account_id_fkey
    FOREIGN KEY (account_id) REFERENCES accounts_db.accounts (account_id)'),
    (4, 'compliance_db.suspicious_activity_reports', 'suspicious_activity_reports_filed_by_fkey', 'employees_db.employees', 'ALTER TABLE compliance_db.suspicious_activity_reports ADD CONSTRAINT suspicious_activity_reports_filed_by_fkey
    FOREIGN KEY (filed_by) REFERENCES employees_db.employees (employee_id)'),
    (5, 'compliance_db.aml_checks', 'aml_checks_customer_id_fkey', 'accounts_db.customers', 'ALTER TABLE compliance_db.aml_checks ADD CONSTRAINT aml_checks_customer_id_fkey
    FOREIGN KEY (customer_id) REFERENCES accounts_db.customers (customer_id)'),
    (6, 'compliance_db.aml_checks', 'aml_checks_transaction_id_fkey', 'accounts_db.transactions', 'ALTER TABLE compliance_db.aml_checks ADD CONSTRAINT aml_checks_transaction_id_fkey
    FOREIGN KEY (transaction_id) REFERENCES accounts_db.transactions (transaction_id)'),
    (7, 'compliance_db.aml_checks', 'aml_checks_reviewed_by_fkey', 'employees_db.employees', 'ALTER TABLE compliance_db.aml_checks ADD CONSTRAINT aml_checks_reviewed_by_fkey
    FOREIGN KEY (reviewed_by) REFERENCES employees_db.employees (employee_id)'),
    (8, 'compliance_db.regulatory_reports', 'regulatory_reports_prepared_by_fkey', 'employees_db.employees', 'ALTER TABLE compliance_db.regulatory_reports ADD CONSTRAINT regulatory_reports_prepared_by_fkey
    FOREIGN KEY (prepared_by) REFERENCES employees_db.employees (employee_id)'),
    (9, 'compliance_db.regulatory_reports', 'regulatory_reports_approved_by_fkey', 'employees_db.employees', 'ALTER TABLE compliance_db.regulatory_reports ADD CONSTRAINT regulatory_reports_approved_by_fkey
    FOREIGN KEY (approved_by) REFERENCES employees_db.employees (employee_id)'),
    (10, 'compliance_db.regulatory_reports', 'regulatory_reports_customer_id_fkey', 'accounts_db.customers', 'ALTER TABLE compliance_db.regulatory_reports ADD CONSTRAINT regulatory_reports_customer_id_fkey
    FOREIGN KEY (customer_id) REFERENCES accounts_db.customers (customer_id)'),
    (11, 'compliance_db.rule_violations', 'rule_violations_resolved_by_fkey', 'employees_db.employees', 'ALTER TABLE compliance_db.rule_violations ADD CONSTRAINT rule_violations_resolved_by_fkey
    FOREIGN KEY (resolved_by) REFERENCES employees_db.employees (employee_id)'),
    (12, 'compliance_db.audit_trails', 'audit_trails_performed_by_fkey', 'employees_db.employees', 'ALTER TABLE compliance_db.audit_trails ADD CONSTRAINT audit_trails_performed_by_fkey
    FOREIGN KEY (performed_by) REFERENCES employees_db.employees (employee_id)')
) AS wanted (place, own, name, other, sql)
WHERE strpos(obj_description(to_regclass(own), 'pg_class'), E'\nLoaded by dhub, bundle ') > 0
    AND strpos(obj_description(to_regclass(other), 'pg_class'), E'\nLoaded by dhub, bundle ') > 0
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = to_regclass(own) AND conname = name)
ORDER BY place \gexec
\endif

\if :{?clear}
-- Drops the tables that load.sh created.
DO $$
DECLARE
    home CONSTANT oid := to_regnamespace(quote_ident(current_setting('dhub.schema')));
    marker CONSTANT text := E'\nLoaded by dhub, bundle ';
    ours oid[];
    item record;
BEGIN
    SELECT coalesce(array_agg(oid), '{}') INTO ours FROM pg_class
    WHERE relnamespace = home AND relkind = 'r' AND relname = ANY (string_to_array(current_setting('dhub.tables'), ' '))
        AND strpos(obj_description(oid, 'pg_class'), marker) > 0;
    -- References from dhub's tables in other schemas.
    FOR item IN
        SELECT conrelid::regclass AS on_table, conname FROM pg_constraint k JOIN pg_class c ON c.oid = conrelid
        JOIN pg_namespace n ON n.oid = relnamespace
        WHERE contype = 'f' AND confrelid = ANY (ours) AND relnamespace <> home
            AND nspname = ANY (string_to_array(current_setting('dhub.schemas'), ' '))
            AND strpos(obj_description(c.oid, 'pg_class'), marker) > 0
    LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', item.on_table, item.conname);
    END LOOP;
    IF cardinality(ours) > 0 THEN
        EXECUTE 'DROP TABLE ' || (SELECT string_agg(format('%I.%I', current_setting('dhub.schema'), relname), ', ')
            FROM pg_class WHERE oid = ANY (ours))
            || CASE WHEN current_setting('dhub.force') = 't' THEN ' CASCADE' ELSE '' END;
    END IF;
    PERFORM set_config('dhub.cleared', cardinality(ours)::text, true);
END
$$;
\endif
