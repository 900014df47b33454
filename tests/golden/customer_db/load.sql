-- Loads customer_db. Run by load.sh from the bundle's directory, inside a transaction whose search_path leads
-- to the schema that the tables go into. The next lines are read by load.sh.
-- bundle d8443e7ecc90cfd6
-- table customer_profiles 120
-- table interactions 232
-- table satisfaction_surveys 67
-- table complaints 10
-- table campaigns 11
-- table campaign_responses 9

SELECT count(set_config('dhub.' || name, value, true)) AS done FROM (VALUES
    ('database', 'customer_db'),
    ('bundle', 'd8443e7ecc90cfd6'),
    ('mark', 'd8443e7ecc90cfd6'),
    ('structure', 'b1a35e51e21dc12d'),
    ('tables', 'customer_profiles interactions satisfaction_surveys complaints campaigns campaign_responses'),
    ('indexes', 'customer_profiles_pkey customer_profiles_email_key customer_profiles_phone_key interactions_pkey satisfaction_surveys_pkey satisfaction_surveys_interaction_id_key complaints_pkey campaigns_pkey campaign_responses_pkey campaign_responses_campaign_id_customer_id_key customer_profiles_household_id_idx interactions_customer_id_idx interactions_channel_idx satisfaction_surveys_customer_id_idx complaints_customer_id_idx campaign_responses_customer_id_idx campaign_responses_response_type_idx'),
    ('references', 'interactions_customer_id_fkey satisfaction_surveys_customer_id_fkey satisfaction_surveys_interaction_id_fkey complaints_customer_id_fkey campaign_responses_campaign_id_fkey campaign_responses_customer_id_fkey customer_profiles_customer_id_fkey customer_profiles_assigned_agent_id_fkey interactions_handled_by_fkey complaints_assigned_to_fkey'),
    ('columns', 'customer_profiles: customer_id text not null, full_name text not null, email text not null, phone text not null, address text not null, city text not null, state text not null, postal_code text not null, country text not null, customer_segment text not null, customer_status text not null, onboarding_date date not null, assigned_agent_id text, kyc_status text not null, risk_rating text not null, created_at timestamp without time zone not null, updated_at timestamp without time zone not null, customer_type text not null, household_id text, occupation text, employer text, annual_income numeric(15,2) not null
interactions: interaction_id text not null, customer_id text not null, interaction_type text not null, channel text not null, interaction_date timestamp without time zone not null, duration_minutes smallint not null, notes text not null, handled_by text, outcome text not null
satisfaction_surveys: survey_id bigint not null identity, customer_id text not null, interaction_id text not null, nps_score smallint not null, satisfaction_rating smallint not null, survey_date date not null, comments text
complaints: complaint_id text not null, customer_id text not null, complaint_type text not null, description text not null, status text not null, priority text not null, filed_date timestamp without time zone not null, resolved_date timestamp without time zone, resolution_time_hours integer, assigned_to text not null
campaigns: campaign_id text not null, campaign_name text not null, campaign_type text not null, start_date date not null, end_date date not null, target_segment text not null
campaign_responses: response_id bigint not null identity, campaign_id text not null, customer_id text not null, response_date date not null, response_type text not null, converted boolean not null')
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

SELECT 'customer_profiles' = ANY (kept) AS keep_customer_profiles,
    'interactions' = ANY (kept) AS keep_interactions,
    'satisfaction_surveys' = ANY (kept) AS keep_satisfaction_surveys,
    'complaints' = ANY (kept) AS keep_complaints,
    'campaigns' = ANY (kept) AS keep_campaigns,
    'campaign_responses' = ANY (kept) AS keep_campaign_responses
FROM string_to_array(current_setting('dhub.kept'), ' ') AS kept \gset

\if :keep_customer_profiles
\else
CREATE TABLE customer_profiles (
    customer_id       text          NOT NULL,
    full_name         text          NOT NULL,
    email             text          NOT NULL,
    phone             text          NOT NULL,
    address           text          NOT NULL,
    city              text          NOT NULL,
    state             text          NOT NULL,
    postal_code       text          NOT NULL,
    country           text          NOT NULL,
    customer_segment  text          NOT NULL,
    customer_status   text          NOT NULL,
    onboarding_date   date          NOT NULL,
    assigned_agent_id text,
    kyc_status        text          NOT NULL,
    risk_rating       text          NOT NULL,
    created_at        timestamp     NOT NULL,
    updated_at        timestamp     NOT NULL,
    customer_type     text          NOT NULL,
    household_id      text,
    occupation        text,
    employer          text,
    annual_income     numeric(15,2) NOT NULL,
    CONSTRAINT customer_profiles_country_labels CHECK (country IN ('US')),
    CONSTRAINT customer_profiles_customer_segment_labels CHECK (customer_segment IN ('retail', 'premium', 'corporate', 'private_banking')),
    CONSTRAINT customer_profiles_customer_status_labels CHECK (customer_status IN ('active', 'dormant', 'closed')),
    CONSTRAINT customer_profiles_kyc_status_labels CHECK (kyc_status IN ('verified', 'expired', 'pending', 'under_review')),
    CONSTRAINT customer_profiles_risk_rating_labels CHECK (risk_rating IN ('low', 'medium', 'high')),
    CONSTRAINT customer_profiles_customer_type_labels CHECK (customer_type IN ('individual', 'business')),
    CONSTRAINT customer_profiles_state_check CHECK (state ~ '^[A-Z]{2}$'),
    CONSTRAINT customer_profiles_postal_code_check CHECK (postal_code ~ '^[0-9]{5}$'),
    CONSTRAINT customer_profiles_check_1 CHECK (updated_at >= created_at),
    CONSTRAINT customer_profiles_check_2 CHECK ((customer_type = 'individual') = (household_id IS NOT NULL)),
    CONSTRAINT customer_profiles_check_3 CHECK ((customer_type = 'individual') = (occupation IS NOT NULL))
);
COMMENT ON TABLE customer_profiles IS 'One profile per customer: the same person as in accounts_db, with address, segment and status.';
COMMENT ON COLUMN customer_profiles.customer_id IS 'Key: the customer''s id, as in accounts_db. References accounts_db.customers(customer_id).';
COMMENT ON COLUMN customer_profiles.full_name IS 'First and last name; of a business, the company''s name.';
COMMENT ON COLUMN customer_profiles.email IS 'Personal email address, as in accounts_db.';
COMMENT ON COLUMN customer_profiles.phone IS 'Phone number, as in accounts_db; in most cases of the state.';
COMMENT ON COLUMN customer_profiles.address IS 'Street address.';
COMMENT ON COLUMN customer_profiles.city IS 'City.';
COMMENT ON COLUMN customer_profiles.state IS 'Two-letter state code.';
COMMENT ON COLUMN customer_profiles.postal_code IS 'ZIP code of the city, five digits.';
COMMENT ON COLUMN customer_profiles.country IS 'Country, always US.';
COMMENT ON COLUMN customer_profiles.customer_segment IS 'Customer segment.';
COMMENT ON COLUMN customer_profiles.customer_status IS 'Customer status.';
COMMENT ON COLUMN customer_profiles.onboarding_date IS 'Date of onboarding.';
COMMENT ON COLUMN customer_profiles.assigned_agent_id IS 'Employee assigned to the customer; NULL if none is. References employees_db.employees(employee_id).';
COMMENT ON COLUMN customer_profiles.kyc_status IS 'Status of the latest KYC record in compliance_db.';
COMMENT ON COLUMN customer_profiles.risk_rating IS 'Rating of the latest KYC record in compliance_db.';
COMMENT ON COLUMN customer_profiles.created_at IS 'Time the profile was created.';
COMMENT ON COLUMN customer_profiles.updated_at IS 'Time of the last change.';
COMMENT ON COLUMN customer_profiles.customer_type IS 'Individual or business.';
COMMENT ON COLUMN customer_profiles.household_id IS 'Key shared by the customers of one address: HH- and the smallest of their numbers; NULL for businesses.';
COMMENT ON COLUMN customer_profiles.occupation IS 'Occupation, or status of those without one; NULL for businesses.';
COMMENT ON COLUMN customer_profiles.employer IS 'Employer; NULL for businesses and for those who have none.';
COMMENT ON COLUMN customer_profiles.annual_income IS 'Gross income of a year in whole US dollars; of a business, its revenue.';
\endif
\if :keep_interactions
\else
CREATE TABLE interactions (
    interaction_id   text      NOT NULL,
    customer_id      text      NOT NULL,
    interaction_type text      NOT NULL,
    channel          text      NOT NULL,
    interaction_date timestamp NOT NULL,
    duration_minutes smallint  NOT NULL,
    notes            text      NOT NULL,
    handled_by       text,
    outcome          text      NOT NULL,
    CONSTRAINT interactions_interaction_type_labels CHECK (interaction_type IN (
        'inquiry', 'support', 'complaint', 'account_update', 'product_inquiry'
    )),
    CONSTRAINT interactions_channel_labels CHECK (channel IN ('phone', 'email', 'web', 'mobile_app', 'branch')),
    CONSTRAINT interactions_outcome_labels CHECK (outcome IN ('resolved', 'follow_up_needed', 'escalated')),
    CONSTRAINT interactions_duration_minutes_check CHECK (duration_minutes BETWEEN 1 AND 45)
);
COMMENT ON TABLE interactions IS 'Contacts between customers and the bank.';
COMMENT ON COLUMN interactions.interaction_id IS 'Key: customer and sequence number in time order.';
COMMENT ON COLUMN interactions.customer_id IS 'Customer who got in touch.';
COMMENT ON COLUMN interactions.interaction_type IS 'Reason for the interaction.';
COMMENT ON COLUMN interactions.channel IS 'Channel.';
COMMENT ON COLUMN interactions.interaction_date IS 'Time of the event.';
COMMENT ON COLUMN interactions.duration_minutes IS 'Duration in minutes.';
COMMENT ON COLUMN interactions.notes IS 'Notes.';
COMMENT ON COLUMN interactions.handled_by IS 'Employee who handled it; NULL for self-service. References employees_db.employees(employee_id).';
COMMENT ON COLUMN interactions.outcome IS 'Outcome.';
\endif
\if :keep_satisfaction_surveys
\else
CREATE TABLE satisfaction_surveys (
    survey_id           bigint GENERATED BY DEFAULT AS IDENTITY,
    customer_id         text     NOT NULL,
    interaction_id      text     NOT NULL,
    nps_score           smallint NOT NULL,
    satisfaction_rating smallint NOT NULL,
    survey_date         date     NOT NULL,
    comments            text,
    CONSTRAINT satisfaction_surveys_nps_score_check CHECK (nps_score BETWEEN 0 AND 10),
    CONSTRAINT satisfaction_surveys_satisfaction_rating_check CHECK (satisfaction_rating BETWEEN 1 AND 5)
);
COMMENT ON TABLE satisfaction_surveys IS 'Satisfaction surveys after interactions.';
COMMENT ON COLUMN satisfaction_surveys.survey_id IS 'Key: customer and the interaction''s sequence number.';
COMMENT ON COLUMN satisfaction_surveys.customer_id IS 'Customer who answered.';
COMMENT ON COLUMN satisfaction_surveys.interaction_id IS 'Interaction surveyed.';
COMMENT ON COLUMN satisfaction_surveys.nps_score IS 'Likelihood to recommend the bank, 0 to 10.';
COMMENT ON COLUMN satisfaction_surveys.satisfaction_rating IS 'Stars, 1 to 5.';
COMMENT ON COLUMN satisfaction_surveys.survey_date IS 'Date of the answer.';
COMMENT ON COLUMN satisfaction_surveys.comments IS 'The customer''s comments; NULL if none were left.';
\endif
\if :keep_complaints
\else
CREATE TABLE complaints (
    complaint_id          text      NOT NULL,
    customer_id           text      NOT NULL,
    complaint_type        text      NOT NULL,
    description           text      NOT NULL,
    status                text      NOT NULL,
    priority              text      NOT NULL,
    filed_date            timestamp NOT NULL,
    resolved_date         timestamp,
    resolution_time_hours integer,
    assigned_to           text      NOT NULL,
    CONSTRAINT complaints_complaint_type_labels CHECK (complaint_type IN ('service', 'fee', 'product', 'fraud', 'other')),
    CONSTRAINT complaints_status_labels CHECK (status IN ('resolved', 'investigating', 'closed', 'open')),
    CONSTRAINT complaints_priority_labels CHECK (priority IN ('low', 'medium', 'high')),
    CONSTRAINT complaints_resolution_time_hours_check CHECK (resolution_time_hours >= 0),
    CONSTRAINT complaints_check_1 CHECK (resolved_date >= filed_date),
    CONSTRAINT complaints_check_2 CHECK ((status IN ('resolved', 'closed')) = (resolved_date IS NOT NULL)),
    CONSTRAINT complaints_check_3 CHECK ((resolved_date IS NULL) = (resolution_time_hours IS NULL))
);
COMMENT ON TABLE complaints IS 'Customer complaints.';
COMMENT ON COLUMN complaints.complaint_id IS 'Key: customer and sequence number.';
COMMENT ON COLUMN complaints.customer_id IS 'Customer who complained.';
COMMENT ON COLUMN complaints.complaint_type IS 'What it is about.';
COMMENT ON COLUMN complaints.description IS 'The complaint in the customer''s words.';
COMMENT ON COLUMN complaints.status IS 'Status.';
COMMENT ON COLUMN complaints.priority IS 'Priority.';
COMMENT ON COLUMN complaints.filed_date IS 'Time of filing.';
COMMENT ON COLUMN complaints.resolved_date IS 'Time of resolution; NULL until resolved.';
COMMENT ON COLUMN complaints.resolution_time_hours IS 'Hours from filing to resolution; NULL until resolved.';
COMMENT ON COLUMN complaints.assigned_to IS 'Employee assigned to it. References employees_db.employees(employee_id).';
\endif
\if :keep_campaigns
\else
CREATE TABLE campaigns (
    campaign_id    text NOT NULL,
    campaign_name  text NOT NULL,
    campaign_type  text NOT NULL,
    start_date     date NOT NULL,
    end_date       date NOT NULL,
    target_segment text NOT NULL,
    CONSTRAINT campaigns_campaign_type_labels CHECK (campaign_type IN ('email', 'digital', 'cross_sell', 'direct_mail')),
    CONSTRAINT campaigns_target_segment_labels CHECK (target_segment IN (
        'all', 'retail', 'premium', 'corporate', 'private_banking'
    )),
    CONSTRAINT campaigns_check_1 CHECK (end_date >= start_date)
);
COMMENT ON TABLE campaigns IS 'Marketing campaigns of the last year.';
COMMENT ON COLUMN campaigns.campaign_id IS 'Key: CAMP-01, CAMP-02, and so on.';
COMMENT ON COLUMN campaigns.campaign_name IS 'Title.';
COMMENT ON COLUMN campaigns.campaign_type IS 'Type of campaign.';
COMMENT ON COLUMN campaigns.start_date IS 'First day.';
COMMENT ON COLUMN campaigns.end_date IS 'Last day.';
COMMENT ON COLUMN campaigns.target_segment IS 'Target audience.';
\endif
\if :keep_campaign_responses
\else
CREATE TABLE campaign_responses (
    response_id   bigint GENERATED BY DEFAULT AS IDENTITY,
    campaign_id   text    NOT NULL,
    customer_id   text    NOT NULL,
    response_date date    NOT NULL,
    response_type text    NOT NULL,
    converted     boolean NOT NULL,
    CONSTRAINT campaign_responses_response_type_labels CHECK (response_type IN ('opened', 'clicked', 'purchased', 'unsubscribed'))
);
COMMENT ON TABLE campaign_responses IS 'Customer responses to campaigns.';
COMMENT ON COLUMN campaign_responses.response_id IS 'Key: customer and sequence number.';
COMMENT ON COLUMN campaign_responses.campaign_id IS 'Campaign responded to.';
COMMENT ON COLUMN campaign_responses.customer_id IS 'Customer who responded.';
COMMENT ON COLUMN campaign_responses.response_date IS 'Date of the response, during the campaign.';
COMMENT ON COLUMN campaign_responses.response_type IS 'Type of response.';
COMMENT ON COLUMN campaign_responses.converted IS 'Whether it led to a sale.';
\endif

\copy customer_profiles from program 'zstd -dcq -- customer_db/customer_profiles.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy interactions from program 'zstd -dcq -- customer_db/interactions.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy satisfaction_surveys from program 'zstd -dcq -- customer_db/satisfaction_surveys.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy complaints from program 'zstd -dcq -- customer_db/complaints.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy campaigns from program 'zstd -dcq -- customer_db/campaigns.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy campaign_responses from program 'zstd -dcq -- customer_db/campaign_responses.csv.zst' with (format csv, header, freeze, encoding 'UTF8')

SELECT sql FROM (VALUES
    (0, 'customer_profiles_pkey', 'ALTER TABLE customer_profiles ADD CONSTRAINT customer_profiles_pkey PRIMARY KEY (customer_id)'),
    (1, 'customer_profiles_email_key', 'ALTER TABLE customer_profiles ADD CONSTRAINT customer_profiles_email_key UNIQUE (email)'),
    (2, 'customer_profiles_phone_key', 'ALTER TABLE customer_profiles ADD CONSTRAINT customer_profiles_phone_key UNIQUE (phone)'),
    (3, 'interactions_pkey', 'ALTER TABLE interactions ADD CONSTRAINT interactions_pkey PRIMARY KEY (interaction_id)'),
    (4, 'satisfaction_surveys_pkey', 'ALTER TABLE satisfaction_surveys ADD CONSTRAINT satisfaction_surveys_pkey PRIMARY KEY (survey_id)'),
    (5, 'satisfaction_surveys_interaction_id_key', 'ALTER TABLE satisfaction_surveys ADD CONSTRAINT satisfaction_surveys_interaction_id_key UNIQUE (interaction_id)'),
    (6, 'complaints_pkey', 'ALTER TABLE complaints ADD CONSTRAINT complaints_pkey PRIMARY KEY (complaint_id)'),
    (7, 'campaigns_pkey', 'ALTER TABLE campaigns ADD CONSTRAINT campaigns_pkey PRIMARY KEY (campaign_id)'),
    (8, 'campaign_responses_pkey', 'ALTER TABLE campaign_responses ADD CONSTRAINT campaign_responses_pkey PRIMARY KEY (response_id)'),
    (9, 'campaign_responses_campaign_id_customer_id_key', 'ALTER TABLE campaign_responses ADD CONSTRAINT campaign_responses_campaign_id_customer_id_key UNIQUE (campaign_id, customer_id)')
) AS wanted (place, name, sql)
WHERE NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relname = name)
ORDER BY place \gexec

ALTER TABLE interactions ADD CONSTRAINT interactions_customer_id_fkey
    FOREIGN KEY (customer_id) REFERENCES customer_profiles (customer_id);
ALTER TABLE satisfaction_surveys ADD CONSTRAINT satisfaction_surveys_customer_id_fkey
    FOREIGN KEY (customer_id) REFERENCES customer_profiles (customer_id);
ALTER TABLE satisfaction_surveys ADD CONSTRAINT satisfaction_surveys_interaction_id_fkey
    FOREIGN KEY (interaction_id) REFERENCES interactions (interaction_id);
ALTER TABLE complaints ADD CONSTRAINT complaints_customer_id_fkey
    FOREIGN KEY (customer_id) REFERENCES customer_profiles (customer_id);
ALTER TABLE campaign_responses ADD CONSTRAINT campaign_responses_campaign_id_fkey
    FOREIGN KEY (campaign_id) REFERENCES campaigns (campaign_id);
ALTER TABLE campaign_responses ADD CONSTRAINT campaign_responses_customer_id_fkey
    FOREIGN KEY (customer_id) REFERENCES customer_profiles (customer_id);

SELECT sql FROM (VALUES
    (0, 'customer_profiles_household_id_idx', 'CREATE INDEX customer_profiles_household_id_idx ON customer_profiles (household_id)'),
    (1, 'interactions_customer_id_idx', 'CREATE INDEX interactions_customer_id_idx ON interactions (customer_id)'),
    (2, 'interactions_channel_idx', 'CREATE INDEX interactions_channel_idx ON interactions (channel)'),
    (3, 'satisfaction_surveys_customer_id_idx', 'CREATE INDEX satisfaction_surveys_customer_id_idx ON satisfaction_surveys (customer_id)'),
    (4, 'complaints_customer_id_idx', 'CREATE INDEX complaints_customer_id_idx ON complaints (customer_id)'),
    (5, 'campaign_responses_customer_id_idx', 'CREATE INDEX campaign_responses_customer_id_idx ON campaign_responses (customer_id)'),
    (6, 'campaign_responses_response_type_idx', 'CREATE INDEX campaign_responses_response_type_idx ON campaign_responses (response_type)')
) AS wanted (place, name, sql)
WHERE NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relname = name)
ORDER BY place \gexec

SELECT setval(pg_get_serial_sequence('satisfaction_surveys', 'survey_id'), coalesce(max(survey_id), 0) + 1, false) AS done FROM ONLY satisfaction_surveys \gset
SELECT setval(pg_get_serial_sequence('campaign_responses', 'response_id'), coalesce(max(response_id), 0) + 1, false) AS done FROM ONLY campaign_responses \gset

DO $$
DECLARE
    wanted record;
    found bigint;
BEGIN
    FOR wanted IN VALUES
        ('customer_profiles', 120::bigint),
        ('interactions', 232::bigint),
        ('satisfaction_surveys', 67::bigint),
        ('complaints', 10::bigint),
        ('campaigns', 11::bigint),
        ('campaign_responses', 9::bigint)
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
ANALYZE customer_profiles, interactions, satisfaction_surveys, complaints, campaigns, campaign_responses;

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
    (0, 'customer_db.customer_profiles', 'customer_profiles_customer_id_fkey', 'accounts_db.customers', 'ALTER TABLE customer_db.customer_profiles ADD CONSTRAINT customer_profiles_customer_id_fkey
    FOREIGN KEY (customer_id) REFERENCES accounts_db.customers (customer_id)'),
    (1, 'customer_db.customer_profiles', 'customer_profiles_assigned_agent_id_fkey', 'employees_db.employees', 'ALTER TABLE customer_db.customer_profiles ADD CONSTRAINT customer_profiles_assigned_agent_id_fkey
    FOREIGN KEY (assigned_agent_id) REFERENCES employees_db.employees (employee_id)'),
    (2, 'customer_db.interactions', 'interactions_handled_by_fkey', 'employees_db.employees', 'ALTER TABLE customer_db.interactions ADD CONSTRAINT interactions_handled_by_fkey
    FOREIGN KEY (handled_by) REFERENCES employees_db.employees (employee_id)'),
    (3, 'customer_db.complaints', 'complaints_assigned_to_fkey', 'employees_db.employees', 'ALTER TABLE customer_db.complaints ADD CONSTRAINT complaints_assigned_to_fkey
    FOREIGN KEY (assigned_to) REFERENCES employees_db.employees (employee_id)')
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
