-- Loads insurance_db. Run by load.sh from the bundle's directory, inside a transaction whose search_path leads
-- to the schema that the tables go into. The next lines are read by load.sh.
-- bundle d8443e7ecc90cfd6
-- table policies 74
-- table coverage 367
-- table beneficiaries 38
-- table claims 21
-- table premium_payments 1106
-- table policy_events 259

SELECT count(set_config('dhub.' || name, value, true)) AS done FROM (VALUES
    ('database', 'insurance_db'),
    ('bundle', 'd8443e7ecc90cfd6'),
    ('mark', 'd8443e7ecc90cfd6'),
    ('structure', 'bc5a1b293586b760'),
    ('tables', 'policies coverage beneficiaries claims premium_payments policy_events'),
    ('indexes', 'policies_pkey policies_policy_number_key coverage_pkey coverage_policy_id_coverage_type_key beneficiaries_pkey claims_pkey claims_claim_number_key premium_payments_pkey policy_events_pkey policies_customer_id_idx policies_linked_account_id_idx beneficiaries_policy_id_idx claims_policy_id_idx premium_payments_policy_id_idx premium_payments_from_account_id_idx policy_events_policy_id_idx'),
    ('references', 'coverage_policy_id_fkey beneficiaries_policy_id_fkey claims_policy_id_fkey premium_payments_policy_id_fkey policy_events_policy_id_fkey policies_customer_id_fkey policies_linked_account_id_fkey policies_agent_id_fkey claims_processed_by_fkey premium_payments_from_account_id_fkey policy_events_performed_by_fkey'),
    ('columns', 'policies: policy_id text not null, policy_number text not null, customer_id text not null, policy_type text not null, policy_status text not null, coverage_amount numeric(15,2) not null, premium_amount numeric(15,2) not null, premium_frequency text not null, start_date date not null, end_date date, linked_account_id text, agent_id text not null, created_at timestamp without time zone not null, insured_item text not null, state text not null
coverage: coverage_id bigint not null identity, policy_id text not null, coverage_type text not null, coverage_limit numeric(15,2) not null, deductible numeric(15,2) not null, premium_portion numeric(15,2) not null
beneficiaries: beneficiary_id bigint not null identity, policy_id text not null, beneficiary_name text not null, relationship text not null, percentage smallint not null, contact_info text not null
claims: claim_id text not null, policy_id text not null, claim_number text not null, claim_type text not null, claim_amount numeric(15,2) not null, claim_date date not null, status text not null, approved_amount numeric(15,2), settlement_date date, description text not null, processed_by text, loss_date date not null, cause text not null, reserve_amount numeric(15,2) not null
premium_payments: payment_id text not null, policy_id text not null, payment_date date not null, amount numeric(15,2) not null, payment_method text not null, from_account_id text, payment_status text not null
policy_events: event_id bigint not null identity, policy_id text not null, event_type text not null, event_date date not null, description text not null, performed_by text')
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

SELECT 'policies' = ANY (kept) AS keep_policies,
    'coverage' = ANY (kept) AS keep_coverage,
    'beneficiaries' = ANY (kept) AS keep_beneficiaries,
    'claims' = ANY (kept) AS keep_claims,
    'premium_payments' = ANY (kept) AS keep_premium_payments,
    'policy_events' = ANY (kept) AS keep_policy_events
FROM string_to_array(current_setting('dhub.kept'), ' ') AS kept \gset

\if :keep_policies
\else
CREATE TABLE policies (
    policy_id         text          NOT NULL,
    policy_number     text          NOT NULL,
    customer_id       text          NOT NULL,
    policy_type       text          NOT NULL,
    policy_status     text          NOT NULL,
    coverage_amount   numeric(15,2) NOT NULL,
    premium_amount    numeric(15,2) NOT NULL,
    premium_frequency text          NOT NULL,
    start_date        date          NOT NULL,
    end_date          date,
    linked_account_id text,
    agent_id          text          NOT NULL,
    created_at        timestamp     NOT NULL,
    insured_item      text          NOT NULL,
    state             text          NOT NULL,
    CONSTRAINT policies_policy_type_labels CHECK (policy_type IN ('vehicle', 'property', 'life', 'health', 'travel')),
    CONSTRAINT policies_policy_status_labels CHECK (policy_status IN ('active', 'lapsed', 'cancelled', 'matured')),
    CONSTRAINT policies_premium_frequency_labels CHECK (premium_frequency IN (
        'monthly', 'quarterly', 'semiannual', 'annual', 'single'
    )),
    CONSTRAINT policies_policy_number_check CHECK (policy_number ~ '^P[0-9]{9,12}$'),
    CONSTRAINT policies_coverage_amount_check CHECK (coverage_amount > 0),
    CONSTRAINT policies_premium_amount_check CHECK (premium_amount > 0),
    CONSTRAINT policies_state_check CHECK (state ~ '^[A-Z]{2}$'),
    CONSTRAINT policies_check_1 CHECK (end_date >= start_date),
    CONSTRAINT policies_check_2 CHECK (end_date IS NOT NULL OR (policy_type = 'life' AND policy_status = 'active')),
    CONSTRAINT policies_check_3 CHECK ((policy_type = 'travel') = (premium_frequency = 'single')),
    CONSTRAINT policies_check_4 CHECK (coverage_amount BETWEEN CASE policy_type WHEN 'vehicle' THEN 25000 WHEN 'property' THEN 20000 WHEN 'life' THEN 10000 WHEN 'health' THEN 100000 WHEN 'travel' THEN 2000 END AND CASE policy_type WHEN 'vehicle' THEN 500000 WHEN 'property' THEN 1200000 WHEN 'life' THEN 1000000 WHEN 'health' THEN 1000000 WHEN 'travel' THEN 15000 END)
);
COMMENT ON TABLE policies IS 'Insurance policies; a renewal is an event of a policy, not a new policy.';
COMMENT ON COLUMN policies.policy_id IS 'Key: customer and sequence number.';
COMMENT ON COLUMN policies.policy_number IS 'Policy number: P and nine digits or more.';
COMMENT ON COLUMN policies.customer_id IS 'Policyholder. References accounts_db.customers(customer_id).';
COMMENT ON COLUMN policies.policy_type IS 'What is insured.';
COMMENT ON COLUMN policies.policy_status IS 'Policy status.';
COMMENT ON COLUMN policies.coverage_amount IS 'Sum insured in US dollars.';
COMMENT ON COLUMN policies.premium_amount IS 'Premium per payment in US dollars; premium_frequency says how often.';
COMMENT ON COLUMN policies.premium_frequency IS 'How often a premium is due.';
COMMENT ON COLUMN policies.start_date IS 'First day of coverage.';
COMMENT ON COLUMN policies.end_date IS 'Last day of coverage: the end of the current term, or the day the policy lapsed, was canceled or matured; NULL for active life policies without a term.';
COMMENT ON COLUMN policies.linked_account_id IS 'Policyholder''s account that premiums are paid from; NULL if paid otherwise. References accounts_db.accounts(account_id).';
COMMENT ON COLUMN policies.agent_id IS 'Insurance agent who sold the policy. References employees_db.employees(employee_id).';
COMMENT ON COLUMN policies.created_at IS 'Time the record was created.';
COMMENT ON COLUMN policies.insured_item IS 'What is insured: the vehicle with model year, make and identification number, the property with the policy''s form and its address, or the insured person; of health policies with the plan''s tier, of trips with the day of departure.';
COMMENT ON COLUMN policies.state IS 'State in which the risk is rated: two letters.';
\endif
\if :keep_coverage
\else
CREATE TABLE coverage (
    coverage_id     bigint GENERATED BY DEFAULT AS IDENTITY,
    policy_id       text          NOT NULL,
    coverage_type   text          NOT NULL,
    coverage_limit  numeric(15,2) NOT NULL,
    deductible      numeric(15,2) NOT NULL,
    premium_portion numeric(15,2) NOT NULL,
    CONSTRAINT coverage_coverage_type_labels CHECK (coverage_type IN (
        'bodily_injury_liability', 'property_damage_liability', 'collision', 'comprehensive',
        'uninsured_motorist', 'medical_payments', 'rental_reimbursement', 'roadside_assistance', 'dwelling',
        'other_structures', 'contents', 'loss_of_use', 'personal_liability', 'water_backup', 'death_benefit',
        'accelerated_benefit', 'waiver_of_premium', 'accidental_death', 'child_rider', 'inpatient',
        'outpatient', 'emergency', 'prescription', 'preventive', 'mental_health', 'trip_cancellation',
        'trip_interruption', 'travel_medical', 'evacuation', 'baggage', 'travel_delay', 'loss_assessment',
        'building', 'business_property', 'outdoor_property', 'business_income', 'general_liability'
    )),
    CONSTRAINT coverage_coverage_limit_check CHECK (coverage_limit > 0),
    CONSTRAINT coverage_deductible_check CHECK (deductible >= 0),
    CONSTRAINT coverage_premium_portion_check CHECK (premium_portion >= 0)
);
COMMENT ON TABLE coverage IS 'Coverages of each policy and their limits.';
COMMENT ON COLUMN coverage.coverage_id IS 'Key: customer, policy and sequence number (two digits).';
COMMENT ON COLUMN coverage.policy_id IS 'Policy it belongs to.';
COMMENT ON COLUMN coverage.coverage_type IS 'Type of coverage.';
COMMENT ON COLUMN coverage.coverage_limit IS 'Coverage limit in US dollars, at most the policy''s coverage_amount but for personal liability.';
COMMENT ON COLUMN coverage.deductible IS 'Deductible in US dollars; 0 if there is none.';
COMMENT ON COLUMN coverage.premium_portion IS 'Portion of the policy''s premium_amount in US dollars; the portions add up to it.';
\endif
\if :keep_beneficiaries
\else
CREATE TABLE beneficiaries (
    beneficiary_id   bigint GENERATED BY DEFAULT AS IDENTITY,
    policy_id        text     NOT NULL,
    beneficiary_name text     NOT NULL,
    relationship     text     NOT NULL,
    percentage       smallint NOT NULL,
    contact_info     text     NOT NULL,
    CONSTRAINT beneficiaries_relationship_labels CHECK (relationship IN (
        'spouse', 'child', 'parent', 'sibling', 'trust', 'other'
    )),
    CONSTRAINT beneficiaries_percentage_check CHECK (percentage BETWEEN 1 AND 100),
    CONSTRAINT beneficiaries_contact_info_check CHECK (contact_info ~ '^[0-9]{3}-[0-9]{3}-[0-9]{4}$')
);
COMMENT ON TABLE beneficiaries IS 'Beneficiaries of life policies.';
COMMENT ON COLUMN beneficiaries.beneficiary_id IS 'Key: customer, policy and sequence number.';
COMMENT ON COLUMN beneficiaries.policy_id IS 'Life policy that names the beneficiary.';
COMMENT ON COLUMN beneficiaries.beneficiary_name IS 'Name of the person or trust.';
COMMENT ON COLUMN beneficiaries.relationship IS 'Relationship to the insured.';
COMMENT ON COLUMN beneficiaries.percentage IS 'Share of the benefit in whole percent; the shares of a policy add up to 100.';
COMMENT ON COLUMN beneficiaries.contact_info IS 'Phone number from a range reserved for fiction or never assigned.';
\endif
\if :keep_claims
\else
CREATE TABLE claims (
    claim_id        text          NOT NULL,
    policy_id       text          NOT NULL,
    claim_number    text          NOT NULL,
    claim_type      text          NOT NULL,
    claim_amount    numeric(15,2) NOT NULL,
    claim_date      date          NOT NULL,
    status          text          NOT NULL,
    approved_amount numeric(15,2),
    settlement_date date,
    description     text          NOT NULL,
    processed_by    text,
    loss_date       date          NOT NULL,
    cause           text          NOT NULL,
    reserve_amount  numeric(15,2) NOT NULL,
    CONSTRAINT claims_claim_type_labels CHECK (claim_type IN (
        'collision', 'comprehensive', 'liability', 'water_damage', 'wind_hail', 'fire', 'theft',
        'death_benefit', 'outpatient', 'inpatient', 'emergency', 'prescription', 'cancellation', 'medical',
        'baggage', 'delay', 'loss_assessment'
    )),
    CONSTRAINT claims_status_labels CHECK (status IN (
        'submitted', 'under_review', 'approved', 'settled', 'denied', 'withdrawn'
    )),
    CONSTRAINT claims_cause_labels CHECK (cause IN (
        'windshield', 'vandalism', 'parts_theft', 'vehicle_theft', 'falling_object', 'hail', 'animal_strike',
        'flood', 'parking', 'lane_change', 'rear_end', 'intersection', 'run_off_road', 'ice',
        'third_party_damage', 'third_party_injury', 'appliance_leak', 'burst_pipe', 'frozen_pipe', 'ice_dam',
        'sewer_backup', 'wind', 'hurricane', 'tornado', 'lightning', 'kitchen_fire', 'electrical_fire',
        'wildfire', 'burglary', 'personal_theft', 'damage_to_neighbor', 'fall_on_premises', 'icy_steps',
        'dog_bite', 'natural_causes', 'illness', 'accident', 'office_visit', 'specialist_visit',
        'preventive_care', 'laboratory', 'imaging', 'physical_therapy', 'mental_health', 'day_surgery',
        'acute_medication', 'maintenance_medication', 'specialty_medication', 'injury', 'acute_illness',
        'chest_pain', 'observation', 'childbirth', 'infection', 'surgery', 'heart_disease',
        'traveler_illness', 'family_death', 'jury_duty', 'storm_warning', 'illness_abroad', 'injury_abroad',
        'lost_baggage', 'stolen_baggage', 'weather_delay', 'carrier_delay', 'shared_loss'
    )),
    CONSTRAINT claims_claim_number_check CHECK (claim_number ~ '^C[0-9]{11,14}$'),
    CONSTRAINT claims_claim_amount_check CHECK (claim_amount > 0),
    CONSTRAINT claims_approved_amount_check CHECK (approved_amount > 0),
    CONSTRAINT claims_reserve_amount_check CHECK (reserve_amount >= 0),
    CONSTRAINT claims_check_1 CHECK (claim_date >= loss_date),
    CONSTRAINT claims_check_2 CHECK (reserve_amount = 0 OR status IN ('submitted', 'under_review', 'approved')),
    CONSTRAINT claims_check_3 CHECK (approved_amount <= claim_amount),
    CONSTRAINT claims_check_4 CHECK ((status IN ('approved', 'settled')) = (approved_amount IS NOT NULL)),
    CONSTRAINT claims_check_5 CHECK ((status = 'settled') = (settlement_date IS NOT NULL)),
    CONSTRAINT claims_check_6 CHECK (settlement_date >= claim_date)
);
COMMENT ON TABLE claims IS 'Insurance claims, from filing to settlement.';
COMMENT ON COLUMN claims.claim_id IS 'Key: customer, policy and sequence number in time order.';
COMMENT ON COLUMN claims.policy_id IS 'Policy claimed on, in force on the date of the loss.';
COMMENT ON COLUMN claims.claim_number IS 'Claim number: C, the digits of the policy number and two more.';
COMMENT ON COLUMN claims.claim_type IS 'Type of claim.';
COMMENT ON COLUMN claims.claim_amount IS 'Claimed loss in US dollars.';
COMMENT ON COLUMN claims.claim_date IS 'Date of filing.';
COMMENT ON COLUMN claims.status IS 'Claim status.';
COMMENT ON COLUMN claims.approved_amount IS 'Approved amount in US dollars, at most the limit and the loss minus the deductible; NULL unless approved or settled.';
COMMENT ON COLUMN claims.settlement_date IS 'Date of the payout; NULL unless settled.';
COMMENT ON COLUMN claims.description IS 'Description of the loss.';
COMMENT ON COLUMN claims.processed_by IS 'Employee handling the claim, not the agent who sold the policy; NULL if unassigned. References employees_db.employees(employee_id).';
COMMENT ON COLUMN claims.loss_date IS 'Date of the loss, or of the death or treatment.';
COMMENT ON COLUMN claims.cause IS 'Cause of the loss.';
COMMENT ON COLUMN claims.reserve_amount IS 'What is set aside for what may still be paid, in US dollars; 0 once a claim is settled, denied or withdrawn.';
\endif
\if :keep_premium_payments
\else
CREATE TABLE premium_payments (
    payment_id      text          NOT NULL,
    policy_id       text          NOT NULL,
    payment_date    date          NOT NULL,
    amount          numeric(15,2) NOT NULL,
    payment_method  text          NOT NULL,
    from_account_id text,
    payment_status  text          NOT NULL,
    CONSTRAINT premium_payments_payment_method_labels CHECK (payment_method IN ('auto_debit', 'card', 'ach', 'check', 'online')),
    CONSTRAINT premium_payments_payment_status_labels CHECK (payment_status IN ('completed', 'late', 'failed', 'pending', 'refunded')),
    CONSTRAINT premium_payments_check_1 CHECK (from_account_id IS NULL OR payment_method IN ('auto_debit', 'ach')),
    CONSTRAINT premium_payments_check_2 CHECK ((payment_status = 'refunded') = (amount < 0))
);
COMMENT ON TABLE premium_payments IS 'Premium payments of each policy: a row for each past due date, one more where a failed payment was made up for, and one for premium that was returned.';
COMMENT ON COLUMN premium_payments.payment_id IS 'Key: customer, policy and sequence number in time order.';
COMMENT ON COLUMN premium_payments.policy_id IS 'Policy paid for.';
COMMENT ON COLUMN premium_payments.payment_date IS 'Date of the payment or of the failed attempt.';
COMMENT ON COLUMN premium_payments.amount IS 'Amount in US dollars; below 0 where unearned premium was returned.';
COMMENT ON COLUMN premium_payments.payment_method IS 'Payment method.';
COMMENT ON COLUMN premium_payments.from_account_id IS 'Policyholder''s account it is paid from, or returned to; NULL unless paid by auto_debit or ach from an account at this bank. References accounts_db.accounts(account_id).';
COMMENT ON COLUMN premium_payments.payment_status IS 'Payment status.';
\endif
\if :keep_policy_events
\else
CREATE TABLE policy_events (
    event_id     bigint GENERATED BY DEFAULT AS IDENTITY,
    policy_id    text NOT NULL,
    event_type   text NOT NULL,
    event_date   date NOT NULL,
    description  text NOT NULL,
    performed_by text,
    CONSTRAINT policy_events_event_type_labels CHECK (event_type IN (
        'issued', 'renewed', 'premium_changed', 'endorsed', 'beneficiary_changed', 'payment_missed',
        'grace_notice', 'lapsed', 'reinstated', 'cancelled', 'matured', 'claim_filed', 'claim_decided'
    ))
);
COMMENT ON TABLE policy_events IS 'Policy events, each one a trace of something in the other tables.';
COMMENT ON COLUMN policy_events.event_id IS 'Key: customer, policy and sequence number in time order (three digits).';
COMMENT ON COLUMN policy_events.policy_id IS 'Policy it happened to.';
COMMENT ON COLUMN policy_events.event_type IS 'Type of event.';
COMMENT ON COLUMN policy_events.event_date IS 'Date of the event.';
COMMENT ON COLUMN policy_events.description IS 'Description of the event.';
COMMENT ON COLUMN policy_events.performed_by IS 'Employee who did it; NULL if the system did. References employees_db.employees(employee_id).';
\endif

\copy policies from program 'zstd -dcq -- insurance_db/policies.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy coverage from program 'zstd -dcq -- insurance_db/coverage.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy beneficiaries from program 'zstd -dcq -- insurance_db/beneficiaries.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy claims from program 'zstd -dcq -- insurance_db/claims.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy premium_payments from program 'zstd -dcq -- insurance_db/premium_payments.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy policy_events from program 'zstd -dcq -- insurance_db/policy_events.csv.zst' with (format csv, header, freeze, encoding 'UTF8')

SELECT sql FROM (VALUES
    (0, 'policies_pkey', 'ALTER TABLE policies ADD CONSTRAINT policies_pkey PRIMARY KEY (policy_id)'),
    (1, 'policies_policy_number_key', 'ALTER TABLE policies ADD CONSTRAINT policies_policy_number_key UNIQUE (policy_number)'),
    (2, 'coverage_pkey', 'ALTER TABLE coverage ADD CONSTRAINT coverage_pkey PRIMARY KEY (coverage_id)'),
    (3, 'coverage_policy_id_coverage_type_key', 'ALTER TABLE coverage ADD CONSTRAINT coverage_policy_id_coverage_type_key UNIQUE (policy_id, coverage_type)'),
    (4, 'beneficiaries_pkey', 'ALTER TABLE beneficiaries ADD CONSTRAINT beneficiaries_pkey PRIMARY KEY (beneficiary_id)'),
    (5, 'claims_pkey', 'ALTER TABLE claims ADD CONSTRAINT claims_pkey PRIMARY KEY (claim_id)'),
    (6, 'claims_claim_number_key', 'ALTER TABLE claims ADD CONSTRAINT claims_claim_number_key UNIQUE (claim_number)'),
    (7, 'premium_payments_pkey', 'ALTER TABLE premium_payments ADD CONSTRAINT premium_payments_pkey PRIMARY KEY (payment_id)'),
    (8, 'policy_events_pkey', 'ALTER TABLE policy_events ADD CONSTRAINT policy_events_pkey PRIMARY KEY (event_id)')
) AS wanted (place, name, sql)
WHERE NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relname = name)
ORDER BY place \gexec

ALTER TABLE coverage ADD CONSTRAINT coverage_policy_id_fkey
    FOREIGN KEY (policy_id) REFERENCES policies (policy_id);
ALTER TABLE beneficiaries ADD CONSTRAINT beneficiaries_policy_id_fkey
    FOREIGN KEY (policy_id) REFERENCES policies (policy_id);
ALTER TABLE claims ADD CONSTRAINT claims_policy_id_fkey
    FOREIGN KEY (policy_id) REFERENCES policies (policy_id);
ALTER TABLE premium_payments ADD CONSTRAINT premium_payments_policy_id_fkey
    FOREIGN KEY (policy_id) REFERENCES policies (policy_id);
ALTER TABLE policy_events ADD CONSTRAINT policy_events_policy_id_fkey
    FOREIGN KEY (policy_id) REFERENCES policies (policy_id);

SELECT sql FROM (VALUES
    (0, 'policies_customer_id_idx', 'CREATE INDEX policies_customer_id_idx ON policies (customer_id)'),
    (1, 'policies_linked_account_id_idx', 'CREATE INDEX policies_linked_account_id_idx ON policies (linked_account_id)'),
    (2, 'beneficiaries_policy_id_idx', 'CREATE INDEX beneficiaries_policy_id_idx ON beneficiaries (policy_id)'),
    (3, 'claims_policy_id_idx', 'CREATE INDEX claims_policy_id_idx ON claims (policy_id)'),
    (4, 'premium_payments_policy_id_idx', 'CREATE INDEX premium_payments_policy_id_idx ON premium_payments (policy_id)'),
    (5, 'premium_payments_from_account_id_idx', 'CREATE INDEX premium_payments_from_account_id_idx ON premium_payments (from_account_id)'),
    (6, 'policy_events_policy_id_idx', 'CREATE INDEX policy_events_policy_id_idx ON policy_events (policy_id)')
) AS wanted (place, name, sql)
WHERE NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relname = name)
ORDER BY place \gexec

SELECT setval(pg_get_serial_sequence('coverage', 'coverage_id'), coalesce(max(coverage_id), 0) + 1, false) AS done FROM ONLY coverage \gset
SELECT setval(pg_get_serial_sequence('beneficiaries', 'beneficiary_id'), coalesce(max(beneficiary_id), 0) + 1, false) AS done FROM ONLY beneficiaries \gset
SELECT setval(pg_get_serial_sequence('policy_events', 'event_id'), coalesce(max(event_id), 0) + 1, false) AS done FROM ONLY policy_events \gset

DO $$
DECLARE
    wanted record;
    found bigint;
BEGIN
    FOR wanted IN VALUES
        ('policies', 74::bigint),
        ('coverage', 367::bigint),
        ('beneficiaries', 38::bigint),
        ('claims', 21::bigint),
        ('premium_payments', 1106::bigint),
        ('policy_events', 259::bigint)
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
ANALYZE policies, coverage, beneficiaries, claims, premium_payments, policy_events;

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
    (0, 'insurance_db.policies', 'policies_customer_id_fkey', 'accounts_db.customers', 'ALTER TABLE insurance_db.policies ADD CONSTRAINT policies_customer_id_fkey
    FOREIGN KEY (customer_id) REFERENCES accounts_db.customers (customer_id)'),
    (1, 'insurance_db.policies', 'policies_linked_account_id_fkey', 'accounts_db.accounts', 'ALTER TABLE insurance_db.policies ADD CONSTRAINT policies_linked_account_id_fkey
    FOREIGN KEY (linked_account_id) REFERENCES accounts_db.accounts (account_id)'),
    (2, 'insurance_db.policies', 'policies_agent_id_fkey', 'employees_db.employees', 'ALTER TABLE insurance_db.policies ADD CONSTRAINT policies_agent_id_fkey
    FOREIGN KEY (agent_id) REFERENCES employees_db.employees (employee_id)'),
    (3, 'insurance_db.claims', 'claims_processed_by_fkey', 'employees_db.employees', 'ALTER TABLE insurance_db.claims ADD CONSTRAINT claims_processed_by_fkey
    FOREIGN KEY (processed_by) REFERENCES employees_db.employees (employee_id)'),
    (4, 'insurance_db.premium_payments', 'premium_payments_from_account_id_fkey', 'accounts_db.accounts', 'ALTER TABLE insurance_db.premium_payments ADD CONSTRAINT premium_payments_from_account_id_fkey
    FOREIGN KEY (from_account_id) REFERENCES accounts_db.accounts (account_id)'),
    (5, 'insurance_db.policy_events', 'policy_events_performed_by_fkey', 'employees_db.employees', 'ALTER TABLE insurance_db.policy_events ADD CONSTRAINT policy_events_performed_by_fkey
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
