-- Loads loans_db. Run by load.sh from the bundle's directory, inside a transaction whose search_path leads
-- to the schema that the tables go into. The next lines are read by load.sh.
-- bundle d8443e7ecc90cfd6
-- table loan_applications 50
-- table loans 25
-- table collateral 13
-- table repayment_schedule 3828
-- table loan_guarantors 8
-- table risk_assessments 59

SELECT count(set_config('dhub.' || name, value, true)) AS done FROM (VALUES
    ('database', 'loans_db'),
    ('bundle', 'd8443e7ecc90cfd6'),
    ('mark', 'd8443e7ecc90cfd6'),
    ('structure', '0d791f8b9d4955c3'),
    ('tables', 'loan_applications loans collateral repayment_schedule loan_guarantors risk_assessments'),
    ('indexes', 'loan_applications_pkey loans_pkey loans_application_id_key loans_loan_number_key collateral_pkey collateral_loan_id_key repayment_schedule_pkey repayment_schedule_loan_id_installment_number_key loan_guarantors_pkey risk_assessments_pkey risk_assessments_application_id_assessment_date_key loan_applications_customer_id_idx loan_applications_status_idx loans_customer_id_idx loans_linked_account_id_idx loans_loan_type_idx loans_loan_status_idx repayment_schedule_payment_status_idx loan_guarantors_loan_id_idx risk_assessments_loan_id_idx risk_assessments_credit_grade_idx'),
    ('references', 'loans_application_id_fkey collateral_loan_id_fkey repayment_schedule_loan_id_fkey loan_guarantors_loan_id_fkey risk_assessments_loan_id_fkey risk_assessments_application_id_fkey loan_applications_customer_id_fkey loan_applications_officer_id_fkey loans_customer_id_fkey loans_linked_account_id_fkey loans_approved_by_fkey risk_assessments_assessed_by_fkey'),
    ('columns', 'loan_applications: application_id text not null, customer_id text not null, loan_type text not null, requested_amount numeric(15,2) not null, application_date date not null, status text not null, officer_id text not null, decision_date date, approved_amount numeric(15,2), rejection_reason text, purpose text not null, stated_income numeric(15,2) not null, dti_ratio numeric(6,4) not null
loans: loan_id text not null, application_id text not null, loan_number text not null, customer_id text not null, linked_account_id text, loan_type text not null, principal_amount numeric(15,2) not null, interest_rate numeric(6,4) not null, term_months smallint not null, disbursement_date date not null, maturity_date date not null, loan_status text not null, outstanding_balance numeric(15,2) not null, default_status boolean not null, approved_by text not null, closed_date date, days_past_due smallint not null, charged_off_date date, payoff_source text
collateral: collateral_id text not null, loan_id text not null, collateral_type text not null, description text not null, appraised_value numeric(15,2) not null, appraisal_date date not null, ltv_ratio numeric(6,4) not null
repayment_schedule: schedule_id bigint not null identity, loan_id text not null, installment_number smallint not null, due_date date not null, principal_amount numeric(15,2) not null, interest_amount numeric(15,2) not null, total_amount numeric(15,2) not null, payment_date date, payment_status text not null
loan_guarantors: guarantor_id bigint not null identity, loan_id text not null, guarantor_name text not null, relationship text not null, contact_info text not null, guarantee_amount numeric(15,2) not null
risk_assessments: assessment_id bigint not null identity, loan_id text, application_id text not null, assessment_date date not null, risk_score smallint not null, pd_probability numeric(5,4) not null, credit_grade text not null, assessed_by text not null')
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

SELECT 'loan_applications' = ANY (kept) AS keep_loan_applications,
    'loans' = ANY (kept) AS keep_loans,
    'collateral' = ANY (kept) AS keep_collateral,
    'repayment_schedule' = ANY (kept) AS keep_repayment_schedule,
    'loan_guarantors' = ANY (kept) AS keep_loan_guarantors,
    'risk_assessments' = ANY (kept) AS keep_risk_assessments
FROM string_to_array(current_setting('dhub.kept'), ' ') AS kept \gset

\if :keep_loan_applications
\else
CREATE TABLE loan_applications (
    application_id   text          NOT NULL,
    customer_id      text          NOT NULL,
    loan_type        text          NOT NULL,
    requested_amount numeric(15,2) NOT NULL,
    application_date date          NOT NULL,
    status           text          NOT NULL,
    officer_id       text          NOT NULL,
    decision_date    date,
    approved_amount  numeric(15,2),
    rejection_reason text,
    purpose          text          NOT NULL,
    stated_income    numeric(15,2) NOT NULL,
    dti_ratio        numeric(6,4)  NOT NULL,
    CONSTRAINT loan_applications_loan_type_labels CHECK (loan_type IN ('mortgage', 'personal', 'auto', 'business', 'education')),
    CONSTRAINT loan_applications_status_labels CHECK (status IN ('approved', 'rejected', 'pending', 'withdrawn')),
    CONSTRAINT loan_applications_purpose_labels CHECK (purpose IN (
        'home_purchase', 'home_refinance', 'rental_property', 'new_vehicle', 'used_vehicle',
        'debt_consolidation', 'home_improvement', 'medical_expenses', 'major_purchase', 'moving', 'wedding',
        'working_capital', 'equipment', 'expansion', 'premises', 'tuition', 'home_equity'
    )),
    CONSTRAINT loan_applications_requested_amount_check CHECK (requested_amount > 0),
    CONSTRAINT loan_applications_stated_income_check CHECK (stated_income > 0),
    CONSTRAINT loan_applications_dti_ratio_check CHECK (dti_ratio > 0),
    CONSTRAINT loan_applications_check_1 CHECK (decision_date > application_date),
    CONSTRAINT loan_applications_check_2 CHECK (status NOT IN ('approved', 'rejected') OR decision_date IS NOT NULL),
    CONSTRAINT loan_applications_check_3 CHECK (status <> 'pending' OR decision_date IS NULL),
    CONSTRAINT loan_applications_check_4 CHECK (approved_amount BETWEEN requested_amount * 0.8 AND requested_amount),
    CONSTRAINT loan_applications_check_5 CHECK ((status = 'approved') = (approved_amount IS NOT NULL)),
    CONSTRAINT loan_applications_check_6 CHECK ((status = 'rejected') = (rejection_reason IS NOT NULL))
);
COMMENT ON TABLE loan_applications IS 'Loan applications and their decisions.';
COMMENT ON COLUMN loan_applications.application_id IS 'Key: customer and sequence number in time order.';
COMMENT ON COLUMN loan_applications.customer_id IS 'Customer who applied. References accounts_db.customers(customer_id).';
COMMENT ON COLUMN loan_applications.loan_type IS 'Loan type.';
COMMENT ON COLUMN loan_applications.requested_amount IS 'Requested amount in US dollars.';
COMMENT ON COLUMN loan_applications.application_date IS 'Date of the application.';
COMMENT ON COLUMN loan_applications.status IS 'Status of the application.';
COMMENT ON COLUMN loan_applications.officer_id IS 'Loan officer handling it. References employees_db.employees(employee_id).';
COMMENT ON COLUMN loan_applications.decision_date IS 'Date of the decision, 1 to 30 days after the application; NULL if none was made.';
COMMENT ON COLUMN loan_applications.approved_amount IS 'Approved amount in US dollars, 80 to 100 percent of the requested amount; NULL unless approved.';
COMMENT ON COLUMN loan_applications.rejection_reason IS 'Reason for rejection; NULL unless rejected.';
COMMENT ON COLUMN loan_applications.purpose IS 'What the money is for.';
COMMENT ON COLUMN loan_applications.stated_income IS 'Income a year that the applicant stated, in US dollars; of a company its revenue.';
COMMENT ON COLUMN loan_applications.dti_ratio IS 'Debt to income as a fraction: monthly payments on the requested amount, on loans here and on debts elsewhere, divided by a twelfth of the stated income.';
\endif
\if :keep_loans
\else
CREATE TABLE loans (
    loan_id             text          NOT NULL,
    application_id      text          NOT NULL,
    loan_number         text          NOT NULL,
    customer_id         text          NOT NULL,
    linked_account_id   text,
    loan_type           text          NOT NULL,
    principal_amount    numeric(15,2) NOT NULL,
    interest_rate       numeric(6,4)  NOT NULL,
    term_months         smallint      NOT NULL,
    disbursement_date   date          NOT NULL,
    maturity_date       date          NOT NULL,
    loan_status         text          NOT NULL,
    outstanding_balance numeric(15,2) NOT NULL,
    default_status      boolean       NOT NULL,
    approved_by         text          NOT NULL,
    closed_date         date,
    days_past_due       smallint      NOT NULL,
    charged_off_date    date,
    payoff_source       text,
    CONSTRAINT loans_loan_type_labels CHECK (loan_type IN ('mortgage', 'personal', 'auto', 'business', 'education')),
    CONSTRAINT loans_loan_status_labels CHECK (loan_status IN ('active', 'paid_off', 'defaulted', 'restructured')),
    CONSTRAINT loans_payoff_source_labels CHECK (payoff_source IN (
        'schedule', 'sale', 'trade_in', 'refinancing', 'own_funds'
    )),
    CONSTRAINT loans_loan_number_check CHECK (loan_number ~ '^[0-9]{10,12}$'),
    CONSTRAINT loans_principal_amount_check CHECK (principal_amount > 0),
    CONSTRAINT loans_outstanding_balance_check CHECK (outstanding_balance >= 0),
    CONSTRAINT loans_days_past_due_check CHECK (days_past_due >= 0),
    CONSTRAINT loans_check_1 CHECK ((loan_status = 'paid_off') = (payoff_source IS NOT NULL)),
    CONSTRAINT loans_check_2 CHECK ((loan_status = 'defaulted') = (charged_off_date IS NOT NULL)),
    CONSTRAINT loans_check_3 CHECK ((loan_status = 'paid_off') = (closed_date IS NOT NULL)),
    CONSTRAINT loans_check_4 CHECK (loan_status <> 'paid_off' OR days_past_due = 0),
    CONSTRAINT loans_check_5 CHECK (maturity_date > disbursement_date),
    CONSTRAINT loans_check_6 CHECK (outstanding_balance <= principal_amount),
    CONSTRAINT loans_check_7 CHECK ((loan_status = 'paid_off') = (outstanding_balance = 0)),
    CONSTRAINT loans_check_8 CHECK ((loan_status = 'defaulted') = default_status),
    CONSTRAINT loans_check_9 CHECK (interest_rate BETWEEN CASE loan_type WHEN 'mortgage' THEN 0.0325 WHEN 'personal' THEN 0.0599 WHEN 'auto' THEN 0.0399 WHEN 'business' THEN 0.0499 WHEN 'education' THEN 0.0425 END AND CASE loan_type WHEN 'mortgage' THEN 0.0675 WHEN 'personal' THEN 0.1799 WHEN 'auto' THEN 0.0899 WHEN 'business' THEN 0.1299 WHEN 'education' THEN 0.0875 END),
    CONSTRAINT loans_check_10 CHECK (term_months BETWEEN CASE loan_type WHEN 'mortgage' THEN 180 WHEN 'personal' THEN 12 WHEN 'auto' THEN 36 WHEN 'business' THEN 36 WHEN 'education' THEN 60 END AND CASE loan_type WHEN 'mortgage' THEN 360 WHEN 'personal' THEN 60 WHEN 'auto' THEN 72 WHEN 'business' THEN 120 WHEN 'education' THEN 180 END)
);
COMMENT ON TABLE loans IS 'Disbursed loans, at most one per approved application.';
COMMENT ON COLUMN loans.loan_id IS 'Key: customer and the application''s sequence number.';
COMMENT ON COLUMN loans.application_id IS 'Application it was granted on.';
COMMENT ON COLUMN loans.loan_number IS 'Loan number, ten digits.';
COMMENT ON COLUMN loans.customer_id IS 'Borrower. References accounts_db.customers(customer_id).';
COMMENT ON COLUMN loans.linked_account_id IS 'Borrower''s account that installments are paid from; NULL if paid from elsewhere. References accounts_db.accounts(account_id).';
COMMENT ON COLUMN loans.loan_type IS 'Loan type, as in the application.';
COMMENT ON COLUMN loans.principal_amount IS 'Amount disbursed, in US dollars.';
COMMENT ON COLUMN loans.interest_rate IS 'Nominal annual interest rate as a fraction: 0.0675 is 6.75 percent.';
COMMENT ON COLUMN loans.term_months IS 'Number of monthly installments; of a restructured loan as extended.';
COMMENT ON COLUMN loans.disbursement_date IS 'Date of disbursement.';
COMMENT ON COLUMN loans.maturity_date IS 'Due date of the last installment.';
COMMENT ON COLUMN loans.loan_status IS 'Status.';
COMMENT ON COLUMN loans.outstanding_balance IS 'Principal minus principal repaid, in US dollars; 0 once paid off.';
COMMENT ON COLUMN loans.default_status IS 'Whether the borrower is in default.';
COMMENT ON COLUMN loans.approved_by IS 'Employee who approved it. References employees_db.employees(employee_id).';
COMMENT ON COLUMN loans.closed_date IS 'Date on which it was paid off; NULL while anything is owed.';
COMMENT ON COLUMN loans.days_past_due IS 'Days that the oldest unpaid installment is past its due date on the as-of date; 0 if none is.';
COMMENT ON COLUMN loans.charged_off_date IS 'Date on which it was charged off: the business day on or after 120 days past due, of a mortgage after 180; NULL unless in default.';
COMMENT ON COLUMN loans.payoff_source IS 'What paid it off: the schedule to its end, or early the sale of the house, a trade-in, another lender, or the borrower''s money elsewhere; NULL unless paid off.';
\endif
\if :keep_collateral
\else
CREATE TABLE collateral (
    collateral_id   text          NOT NULL,
    loan_id         text          NOT NULL,
    collateral_type text          NOT NULL,
    description     text          NOT NULL,
    appraised_value numeric(15,2) NOT NULL,
    appraisal_date  date          NOT NULL,
    ltv_ratio       numeric(6,4)  NOT NULL,
    CONSTRAINT collateral_collateral_type_labels CHECK (collateral_type IN (
        'property', 'real_estate', 'vehicle', 'equipment', 'inventory'
    )),
    CONSTRAINT collateral_appraised_value_check CHECK (appraised_value > 0),
    CONSTRAINT collateral_ltv_ratio_check CHECK (ltv_ratio BETWEEN 0.6667 AND 0.9091)
);
COMMENT ON TABLE collateral IS 'Collateral of mortgages and of some auto and business loans.';
COMMENT ON COLUMN collateral.collateral_id IS 'Key: customer and the loan''s sequence number.';
COMMENT ON COLUMN collateral.loan_id IS 'Loan it secures.';
COMMENT ON COLUMN collateral.collateral_type IS 'Type of collateral.';
COMMENT ON COLUMN collateral.description IS 'Description.';
COMMENT ON COLUMN collateral.appraised_value IS 'Appraised value in US dollars, 110 to 150 percent of the loan''s principal.';
COMMENT ON COLUMN collateral.appraisal_date IS 'Date of the appraisal.';
COMMENT ON COLUMN collateral.ltv_ratio IS 'Loan-to-value ratio as a fraction: principal divided by appraised value, rounded to 4 places.';
\endif
\if :keep_repayment_schedule
\else
CREATE TABLE repayment_schedule (
    schedule_id        bigint GENERATED BY DEFAULT AS IDENTITY,
    loan_id            text          NOT NULL,
    installment_number smallint      NOT NULL,
    due_date           date          NOT NULL,
    principal_amount   numeric(15,2) NOT NULL,
    interest_amount    numeric(15,2) NOT NULL,
    total_amount       numeric(15,2) NOT NULL,
    payment_date       date,
    payment_status     text          NOT NULL,
    CONSTRAINT repayment_schedule_payment_status_labels CHECK (payment_status IN ('paid', 'late', 'missed', 'pending')),
    CONSTRAINT repayment_schedule_installment_number_check CHECK (installment_number BETWEEN 1 AND 360),
    CONSTRAINT repayment_schedule_principal_amount_check CHECK (principal_amount > 0),
    CONSTRAINT repayment_schedule_interest_amount_check CHECK (interest_amount >= 0),
    CONSTRAINT repayment_schedule_total_amount_check CHECK (total_amount > 0),
    CONSTRAINT repayment_schedule_check_1 CHECK (total_amount = principal_amount + interest_amount),
    CONSTRAINT repayment_schedule_check_2 CHECK ((payment_status IN ('paid', 'late')) = (payment_date IS NOT NULL)),
    CONSTRAINT repayment_schedule_check_3 CHECK (payment_status <> 'late' OR payment_date > due_date)
);
COMMENT ON TABLE repayment_schedule IS 'Complete repayment schedule of each loan in monthly installments, with the payment status of each.';
COMMENT ON COLUMN repayment_schedule.schedule_id IS 'Key: customer, loan (two digits) and installment (three digits).';
COMMENT ON COLUMN repayment_schedule.loan_id IS 'Loan being repaid.';
COMMENT ON COLUMN repayment_schedule.installment_number IS 'Installment number, from 1 to the loan''s term.';
COMMENT ON COLUMN repayment_schedule.due_date IS 'Due date.';
COMMENT ON COLUMN repayment_schedule.principal_amount IS 'Principal portion in US dollars.';
COMMENT ON COLUMN repayment_schedule.interest_amount IS 'Interest portion in US dollars: one month on the outstanding principal; 0 of what an early pay-off leaves.';
COMMENT ON COLUMN repayment_schedule.total_amount IS 'Total installment in US dollars.';
COMMENT ON COLUMN repayment_schedule.payment_date IS 'Date of payment; NULL if not paid.';
COMMENT ON COLUMN repayment_schedule.payment_status IS 'Payment status: paid by the due date or the next business day, late after it, missed, or pending (not yet due, or overdue by at most 30 days).';
\endif
\if :keep_loan_guarantors
\else
CREATE TABLE loan_guarantors (
    guarantor_id     bigint GENERATED BY DEFAULT AS IDENTITY,
    loan_id          text          NOT NULL,
    guarantor_name   text          NOT NULL,
    relationship     text          NOT NULL,
    contact_info     text          NOT NULL,
    guarantee_amount numeric(15,2) NOT NULL,
    CONSTRAINT loan_guarantors_relationship_labels CHECK (relationship IN (
        'spouse', 'parent', 'sibling', 'business_partner', 'friend'
    )),
    CONSTRAINT loan_guarantors_contact_info_check CHECK (contact_info ~ '^[0-9]{3}-[0-9]{3}-[0-9]{4}$'),
    CONSTRAINT loan_guarantors_guarantee_amount_check CHECK (guarantee_amount > 0)
);
COMMENT ON TABLE loan_guarantors IS 'Guarantors of loans.';
COMMENT ON COLUMN loan_guarantors.guarantor_id IS 'Key: customer, loan and sequence number.';
COMMENT ON COLUMN loan_guarantors.loan_id IS 'Guaranteed loan.';
COMMENT ON COLUMN loan_guarantors.guarantor_name IS 'First and last name.';
COMMENT ON COLUMN loan_guarantors.relationship IS 'Relationship to the borrower.';
COMMENT ON COLUMN loan_guarantors.contact_info IS 'Phone number from a range reserved for fiction or never assigned.';
COMMENT ON COLUMN loan_guarantors.guarantee_amount IS 'Guaranteed amount in US dollars, 50 to 100 percent of the loan''s principal.';
\endif
\if :keep_risk_assessments
\else
CREATE TABLE risk_assessments (
    assessment_id   bigint GENERATED BY DEFAULT AS IDENTITY,
    loan_id         text,
    application_id  text         NOT NULL,
    assessment_date date         NOT NULL,
    risk_score      smallint     NOT NULL,
    pd_probability  numeric(5,4) NOT NULL,
    credit_grade    text         NOT NULL,
    assessed_by     text         NOT NULL,
    CONSTRAINT risk_assessments_credit_grade_labels CHECK (credit_grade IN ('AAA', 'AA', 'A', 'BBB', 'BB', 'B', 'CCC', 'CC', 'C')),
    CONSTRAINT risk_assessments_risk_score_check CHECK (risk_score BETWEEN 300 AND 850),
    CONSTRAINT risk_assessments_pd_probability_check CHECK (pd_probability BETWEEN 0.01 AND 0.95),
    CONSTRAINT risk_assessments_check_1 CHECK (credit_grade = CASE WHEN risk_score >= 800 THEN 'AAA' WHEN risk_score >= 760 THEN 'AA' WHEN risk_score >= 720 THEN 'A' WHEN risk_score >= 680 THEN 'BBB' WHEN risk_score >= 640 THEN 'BB' WHEN risk_score >= 600 THEN 'B' WHEN risk_score >= 560 THEN 'CCC' WHEN risk_score >= 520 THEN 'CC' ELSE 'C' END)
);
COMMENT ON TABLE risk_assessments IS 'Credit assessments: of every application before its decision, and of some loans again later.';
COMMENT ON COLUMN risk_assessments.assessment_id IS 'Key: customer, application and sequence number in time order.';
COMMENT ON COLUMN risk_assessments.loan_id IS 'Loan that is reassessed; NULL for the assessment of an application.';
COMMENT ON COLUMN risk_assessments.application_id IS 'Application assessed, or the one the loan was granted on.';
COMMENT ON COLUMN risk_assessments.assessment_date IS 'Date of the assessment.';
COMMENT ON COLUMN risk_assessments.risk_score IS 'Credit score, 300 to 850.';
COMMENT ON COLUMN risk_assessments.pd_probability IS 'Probability of default as a fraction, 0.01 to 0.95.';
COMMENT ON COLUMN risk_assessments.credit_grade IS 'Credit grade of the score, AAA (best) to C.';
COMMENT ON COLUMN risk_assessments.assessed_by IS 'Risk analyst or compliance officer who made the assessment. References employees_db.employees(employee_id).';
\endif

\copy loan_applications from program 'zstd -dcq -- loans_db/loan_applications.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy loans from program 'zstd -dcq -- loans_db/loans.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy collateral from program 'zstd -dcq -- loans_db/collateral.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy repayment_schedule from program 'zstd -dcq -- loans_db/repayment_schedule.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy loan_guarantors from program 'zstd -dcq -- loans_db/loan_guarantors.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy risk_assessments from program 'zstd -dcq -- loans_db/risk_assessments.csv.zst' with (format csv, header, freeze, encoding 'UTF8')

SELECT sql FROM (VALUES
    (0, 'loan_applications_pkey', 'ALTER TABLE loan_applications ADD CONSTRAINT loan_applications_pkey PRIMARY KEY (application_id)'),
    (1, 'loans_pkey', 'ALTER TABLE loans ADD CONSTRAINT loans_pkey PRIMARY KEY (loan_id)'),
    (2, 'loans_application_id_key', 'ALTER TABLE loans ADD CONSTRAINT loans_application_id_key UNIQUE (application_id)'),
    (3, 'loans_loan_number_key', 'ALTER TABLE loans ADD CONSTRAINT loans_loan_number_key UNIQUE (loan_number)'),
    (4, 'collateral_pkey', 'ALTER TABLE collateral ADD CONSTRAINT collateral_pkey PRIMARY KEY (collateral_id)'),
    (5, 'collateral_loan_id_key', 'ALTER TABLE collateral ADD CONSTRAINT collateral_loan_id_key UNIQUE (loan_id)'),
    (6, 'repayment_schedule_pkey', 'ALTER TABLE repayment_schedule ADD CONSTRAINT repayment_schedule_pkey PRIMARY KEY (schedule_id)'),
    (7, 'repayment_schedule_loan_id_installment_number_key', 'ALTER TABLE repayment_schedule ADD CONSTRAINT repayment_schedule_loan_id_installment_number_key UNIQUE (loan_id, installment_number)'),
    (8, 'loan_guarantors_pkey', 'ALTER TABLE loan_guarantors ADD CONSTRAINT loan_guarantors_pkey PRIMARY KEY (guarantor_id)'),
    (9, 'risk_assessments_pkey', 'ALTER TABLE risk_assessments ADD CONSTRAINT risk_assessments_pkey PRIMARY KEY (assessment_id)'),
    (10, 'risk_assessments_application_id_assessment_date_key', 'ALTER TABLE risk_assessments ADD CONSTRAINT risk_assessments_application_id_assessment_date_key UNIQUE (application_id, assessment_date)')
) AS wanted (place, name, sql)
WHERE NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relname = name)
ORDER BY place \gexec

ALTER TABLE loans ADD CONSTRAINT loans_application_id_fkey
    FOREIGN KEY (application_id) REFERENCES loan_applications (application_id);
ALTER TABLE collateral ADD CONSTRAINT collateral_loan_id_fkey
    FOREIGN KEY (loan_id) REFERENCES loans (loan_id);
ALTER TABLE repayment_schedule ADD CONSTRAINT repayment_schedule_loan_id_fkey
    FOREIGN KEY (loan_id) REFERENCES loans (loan_id);
ALTER TABLE loan_guarantors ADD CONSTRAINT loan_guarantors_loan_id_fkey
    FOREIGN KEY (loan_id) REFERENCES loans (loan_id);
ALTER TABLE risk_assessments ADD CONSTRAINT risk_assessments_loan_id_fkey
    FOREIGN KEY (loan_id) REFERENCES loans (loan_id);
ALTER TABLE risk_assessments ADD CONSTRAINT risk_assessments_application_id_fkey
    FOREIGN KEY (application_id) REFERENCES loan_applications (application_id);

SELECT sql FROM (VALUES
    (0, 'loan_applications_customer_id_idx', 'CREATE INDEX loan_applications_customer_id_idx ON loan_applications (customer_id)'),
    (1, 'loan_applications_status_idx', 'CREATE INDEX loan_applications_status_idx ON loan_applications (status)'),
    (2, 'loans_customer_id_idx', 'CREATE INDEX loans_customer_id_idx ON loans (customer_id)'),
    (3, 'loans_linked_account_id_idx', 'CREATE INDEX loans_linked_account_id_idx ON loans (linked_account_id)'),
    (4, 'loans_loan_type_idx', 'CREATE INDEX loans_loan_type_idx ON loans (loan_type)'),
    (5, 'loans_loan_status_idx', 'CREATE INDEX loans_loan_status_idx ON loans (loan_status)'),
    (6, 'repayment_schedule_payment_status_idx', 'CREATE INDEX repayment_schedule_payment_status_idx ON repayment_schedule (payment_status)'),
    (7, 'loan_guarantors_loan_id_idx', 'CREATE INDEX loan_guarantors_loan_id_idx ON loan_guarantors (loan_id)'),
    (8, 'risk_assessments_loan_id_idx', 'CREATE INDEX risk_assessments_loan_id_idx ON risk_assessments (loan_id)'),
    (9, 'risk_assessments_credit_grade_idx', 'CREATE INDEX risk_assessments_credit_grade_idx ON risk_assessments (credit_grade)')
) AS wanted (place, name, sql)
WHERE NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relname = name)
ORDER BY place \gexec

SELECT setval(pg_get_serial_sequence('repayment_schedule', 'schedule_id'), coalesce(max(schedule_id), 0) + 1, false) AS done FROM ONLY repayment_schedule \gset
SELECT setval(pg_get_serial_sequence('loan_guarantors', 'guarantor_id'), coalesce(max(guarantor_id), 0) + 1, false) AS done FROM ONLY loan_guarantors \gset
SELECT setval(pg_get_serial_sequence('risk_assessments', 'assessment_id'), coalesce(max(assessment_id), 0) + 1, false) AS done FROM ONLY risk_assessments \gset

DO $$
DECLARE
    wanted record;
    found bigint;
BEGIN
    FOR wanted IN VALUES
        ('loan_applications', 50::bigint),
        ('loans', 25::bigint),
        ('collateral', 13::bigint),
        ('repayment_schedule', 3828::bigint),
        ('loan_guarantors', 8::bigint),
        ('risk_assessments', 59::bigint)
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
ANALYZE loan_applications, loans, collateral, repayment_schedule, loan_guarantors, risk_assessments;

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
    (0, 'loans_db.loan_applications', 'loan_applications_customer_id_fkey', 'accounts_db.customers', 'ALTER TABLE loans_db.loan_applications ADD CONSTRAINT loan_applications_customer_id_fkey
    FOREIGN KEY (customer_id) REFERENCES accounts_db.customers (customer_id)'),
    (1, 'loans_db.loan_applications', 'loan_applications_officer_id_fkey', 'employees_db.employees', 'ALTER TABLE loans_db.loan_applications ADD CONSTRAINT loan_applications_officer_id_fkey
    FOREIGN KEY (officer_id) REFERENCES employees_db.employees (employee_id)'),
    (2, 'loans_db.loans', 'loans_customer_id_fkey', 'accounts_db.customers', 'ALTER TABLE loans_db.loans ADD CONSTRAINT loans_customer_id_fkey
    FOREIGN KEY (customer_id) REFERENCES accounts_db.customers (customer_id)'),
    (3, 'loans_db.loans', 'loans_linked_account_id_fkey', 'accounts_db.accounts', 'ALTER TABLE loans_db.loans ADD CONSTRAINT loans_linked_account_id_fkey
    FOREIGN KEY (linked_account_id) REFERENCES accounts_db.accounts (account_id)'),
    (4, 'loans_db.loans', 'loans_approved_by_fkey', 'employees_db.employees', 'ALTER TABLE loans_db.loans ADD CONSTRAINT loans_approved_by_fkey
    FOREIGN KEY (approved_by) REFERENCES employees_db.employees (employee_id)'),
    (5, 'loans_db.risk_assessments', 'risk_assessments_assessed_by_fkey', 'employees_db.employees', 'ALTER TABLE loans_db.risk_assessments ADD CONSTRAINT risk_assessments_assessed_by_fkey
    FOREIGN KEY (assessed_by) REFERENCES employees_db.employees (employee_id)')
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
