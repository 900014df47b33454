-- Loads employees_db. Run by load.sh from the bundle's directory, inside a transaction whose search_path leads
-- to the schema that the tables go into. The next lines are read by load.sh.
-- bundle d8443e7ecc90cfd6
-- table departments 12
-- table branches 18
-- table employees 15
-- table training_programs 18
-- table employee_training 41
-- table performance_reviews 33
-- table employee_assignments 91

SELECT count(set_config('dhub.' || name, value, true)) AS done FROM (VALUES
    ('database', 'employees_db'),
    ('bundle', 'd8443e7ecc90cfd6'),
    ('mark', 'd8443e7ecc90cfd6'),
    ('structure', '0101acca5691a28e'),
    ('tables', 'departments branches employees training_programs employee_training performance_reviews employee_assignments'),
    ('indexes', 'departments_pkey departments_department_name_key branches_pkey branches_branch_name_key branches_phone_key employees_pkey employees_employee_number_key employees_email_key training_programs_pkey training_programs_program_name_key employee_training_pkey employee_training_employee_id_program_id_key performance_reviews_pkey performance_reviews_employee_id_review_date_key employee_assignments_pkey departments_department_head_id_idx branches_manager_id_idx employees_branch_code_idx employees_manager_id_idx employee_training_program_id_idx employee_training_status_idx performance_reviews_reviewer_id_idx performance_reviews_rating_idx employee_assignments_employee_id_idx employee_assignments_related_entity_id_idx'),
    ('references', 'departments_department_head_id_fkey branches_manager_id_fkey employees_branch_code_fkey employees_manager_id_fkey employee_training_employee_id_fkey employee_training_program_id_fkey performance_reviews_employee_id_fkey performance_reviews_reviewer_id_fkey employee_assignments_employee_id_fkey'),
    ('columns', 'departments: department_id text not null, department_name text not null, department_head_id text not null, budget numeric(15,2) not null
branches: branch_code text not null, branch_name text not null, address text not null, city text not null, state text not null, postal_code text not null, phone text not null, opened_date date not null, manager_id text not null
employees: employee_id text not null, employee_number text not null, first_name text not null, last_name text not null, email text not null, phone text not null, role text not null, department text not null, branch_code text not null, manager_id text, hire_date date not null, termination_date date, employment_status text not null, salary numeric(15,2) not null, created_at timestamp without time zone not null
training_programs: program_id text not null, program_name text not null, description text not null, duration_hours smallint not null, certification boolean not null
employee_training: training_record_id bigint not null identity, employee_id text not null, program_id text not null, enrollment_date date not null, completion_date date, status text not null, score smallint
performance_reviews: review_id bigint not null identity, employee_id text not null, review_date date not null, reviewer_id text not null, rating smallint not null, goals_met smallint not null, comments text not null
employee_assignments: assignment_id bigint not null identity, employee_id text not null, assignment_type text not null, related_entity_id text not null, start_date date not null, end_date date')
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

SELECT 'departments' = ANY (kept) AS keep_departments,
    'branches' = ANY (kept) AS keep_branches,
    'employees' = ANY (kept) AS keep_employees,
    'training_programs' = ANY (kept) AS keep_training_programs,
    'employee_training' = ANY (kept) AS keep_employee_training,
    'performance_reviews' = ANY (kept) AS keep_performance_reviews,
    'employee_assignments' = ANY (kept) AS keep_employee_assignments
FROM string_to_array(current_setting('dhub.kept'), ' ') AS kept \gset

\if :keep_departments
\else
CREATE TABLE departments (
    department_id      text          NOT NULL,
    department_name    text          NOT NULL,
    department_head_id text          NOT NULL,
    budget             numeric(15,2) NOT NULL,
    CONSTRAINT departments_department_name_labels CHECK (department_name IN (
        'Retail Banking', 'Lending', 'Insurance', 'Compliance', 'Operations', 'Customer Service',
        'Risk Management', 'Information Technology', 'Human Resources', 'Finance', 'Internal Audit',
        'Marketing'
    )),
    CONSTRAINT departments_budget_check CHECK (budget > 0)
);
COMMENT ON TABLE departments IS 'The twelve departments of the bank.';
COMMENT ON COLUMN departments.department_id IS 'Key: DEPT-01 to DEPT-12.';
COMMENT ON COLUMN departments.department_name IS 'Name, as in employees.department.';
COMMENT ON COLUMN departments.department_head_id IS 'Department head; the Chief Executive Officer if the department has no staff yet.';
COMMENT ON COLUMN departments.budget IS 'Annual budget in US dollars: salaries and overhead.';
\endif
\if :keep_branches
\else
CREATE TABLE branches (
    branch_code text NOT NULL,
    branch_name text NOT NULL,
    address     text NOT NULL,
    city        text NOT NULL,
    state       text NOT NULL,
    postal_code text NOT NULL,
    phone       text NOT NULL,
    opened_date date NOT NULL,
    manager_id  text NOT NULL,
    CONSTRAINT branches_state_check CHECK (state ~ '^[A-Z]{2}$'),
    CONSTRAINT branches_postal_code_check CHECK (postal_code ~ '^[0-9]{5}$')
);
COMMENT ON TABLE branches IS 'The eighteen branches of the bank.';
COMMENT ON COLUMN branches.branch_code IS 'Key: BR001 to BR018; BR001 is the head office.';
COMMENT ON COLUMN branches.branch_name IS 'Name.';
COMMENT ON COLUMN branches.address IS 'Street address.';
COMMENT ON COLUMN branches.city IS 'City.';
COMMENT ON COLUMN branches.state IS 'Two-letter state code.';
COMMENT ON COLUMN branches.postal_code IS 'ZIP code of the city, five digits.';
COMMENT ON COLUMN branches.phone IS 'The bank''s main number with the branch''s extension.';
COMMENT ON COLUMN branches.opened_date IS 'Opening date.';
COMMENT ON COLUMN branches.manager_id IS 'Branch manager; the area''s manager if the branch has none of its own.';
\endif
\if :keep_employees
\else
CREATE TABLE employees (
    employee_id       text          NOT NULL,
    employee_number   text          NOT NULL,
    first_name        text          NOT NULL,
    last_name         text          NOT NULL,
    email             text          NOT NULL,
    phone             text          NOT NULL,
    role              text          NOT NULL,
    department        text          NOT NULL,
    branch_code       text          NOT NULL,
    manager_id        text,
    hire_date         date          NOT NULL,
    termination_date  date,
    employment_status text          NOT NULL,
    salary            numeric(15,2) NOT NULL,
    created_at        timestamp     NOT NULL,
    CONSTRAINT employees_role_labels CHECK (role IN (
        'Chief Executive Officer', 'Branch Manager', 'Customer Service Representative', 'Loan Officer',
        'Insurance Agent', 'Compliance Officer', 'Risk Analyst', 'IT Specialist', 'HR Specialist',
        'Finance Specialist', 'Audit Specialist', 'Operations Specialist', 'Marketing Specialist'
    )),
    CONSTRAINT employees_department_labels CHECK (department IN (
        'Retail Banking', 'Lending', 'Insurance', 'Compliance', 'Operations', 'Customer Service',
        'Risk Management', 'Information Technology', 'Human Resources', 'Finance', 'Internal Audit',
        'Marketing'
    )),
    CONSTRAINT employees_employment_status_labels CHECK (employment_status IN ('active', 'on_leave', 'terminated')),
    CONSTRAINT employees_employee_number_check CHECK (employee_number ~ '^E[0-9]{5,7}$'),
    CONSTRAINT employees_salary_check CHECK (salary > 0),
    CONSTRAINT employees_check_1 CHECK (termination_date >= hire_date),
    CONSTRAINT employees_check_2 CHECK ((employment_status = 'terminated') = (termination_date IS NOT NULL))
);
COMMENT ON TABLE employees IS 'Current and former employees; one management tree below the Chief Executive Officer, EMP-000001.';
COMMENT ON COLUMN employees.employee_id IS 'Key: EMP- and the employee''s sequence number.';
COMMENT ON COLUMN employees.employee_number IS 'Employee number: E and digits.';
COMMENT ON COLUMN employees.first_name IS 'First name.';
COMMENT ON COLUMN employees.last_name IS 'Last name.';
COMMENT ON COLUMN employees.email IS 'Work email address at the bank''s own domain.';
COMMENT ON COLUMN employees.phone IS 'The bank''s main number with the employee''s extension.';
COMMENT ON COLUMN employees.role IS 'Job role.';
COMMENT ON COLUMN employees.department IS 'Department name.';
COMMENT ON COLUMN employees.branch_code IS 'Home branch, BR001 to BR018.';
COMMENT ON COLUMN employees.manager_id IS 'Manager; NULL only for the Chief Executive Officer.';
COMMENT ON COLUMN employees.hire_date IS 'Hire date.';
COMMENT ON COLUMN employees.termination_date IS 'Last day of employment; NULL unless terminated.';
COMMENT ON COLUMN employees.employment_status IS 'Employment status.';
COMMENT ON COLUMN employees.salary IS 'Annual salary in US dollars.';
COMMENT ON COLUMN employees.created_at IS 'Time the record was created.';
\endif
\if :keep_training_programs
\else
CREATE TABLE training_programs (
    program_id     text     NOT NULL,
    program_name   text     NOT NULL,
    description    text     NOT NULL,
    duration_hours smallint NOT NULL,
    certification  boolean  NOT NULL,
    CONSTRAINT training_programs_duration_hours_check CHECK (duration_hours > 0)
);
COMMENT ON TABLE training_programs IS 'Training programs on offer.';
COMMENT ON COLUMN training_programs.program_id IS 'Key: PROG-01 to PROG-18; PROG-01 is mandatory.';
COMMENT ON COLUMN training_programs.program_name IS 'Title.';
COMMENT ON COLUMN training_programs.description IS 'What the program teaches.';
COMMENT ON COLUMN training_programs.duration_hours IS 'Duration in hours.';
COMMENT ON COLUMN training_programs.certification IS 'Whether it ends with a certificate.';
\endif
\if :keep_employee_training
\else
CREATE TABLE employee_training (
    training_record_id bigint GENERATED BY DEFAULT AS IDENTITY,
    employee_id        text     NOT NULL,
    program_id         text     NOT NULL,
    enrollment_date    date     NOT NULL,
    completion_date    date,
    status             text     NOT NULL,
    score              smallint,
    CONSTRAINT employee_training_status_labels CHECK (status IN ('completed', 'in_progress', 'enrolled')),
    CONSTRAINT employee_training_score_check CHECK (score BETWEEN 65 AND 100),
    CONSTRAINT employee_training_check_1 CHECK (completion_date >= enrollment_date),
    CONSTRAINT employee_training_check_2 CHECK ((status = 'completed') = (completion_date IS NOT NULL)),
    CONSTRAINT employee_training_check_3 CHECK ((status = 'completed') = (score IS NOT NULL))
);
COMMENT ON TABLE employee_training IS 'Enrollments of employees in training programs.';
COMMENT ON COLUMN employee_training.training_record_id IS 'Key: employee and sequence number.';
COMMENT ON COLUMN employee_training.employee_id IS 'Employee who is enrolled.';
COMMENT ON COLUMN employee_training.program_id IS 'Training program.';
COMMENT ON COLUMN employee_training.enrollment_date IS 'Date of enrollment.';
COMMENT ON COLUMN employee_training.completion_date IS 'Date of completion; NULL unless completed.';
COMMENT ON COLUMN employee_training.status IS 'Status.';
COMMENT ON COLUMN employee_training.score IS 'Final test score; NULL unless completed.';
\endif
\if :keep_performance_reviews
\else
CREATE TABLE performance_reviews (
    review_id   bigint GENERATED BY DEFAULT AS IDENTITY,
    employee_id text     NOT NULL,
    review_date date     NOT NULL,
    reviewer_id text     NOT NULL,
    rating      smallint NOT NULL,
    goals_met   smallint NOT NULL,
    comments    text     NOT NULL,
    CONSTRAINT performance_reviews_rating_check CHECK (rating BETWEEN 1 AND 5),
    CONSTRAINT performance_reviews_goals_met_check CHECK (goals_met BETWEEN 60 AND 100),
    CONSTRAINT performance_reviews_check_1 CHECK (reviewer_id <> employee_id)
);
COMMENT ON TABLE performance_reviews IS 'Annual performance reviews.';
COMMENT ON COLUMN performance_reviews.review_id IS 'Key: employee and sequence number.';
COMMENT ON COLUMN performance_reviews.employee_id IS 'Employee under review.';
COMMENT ON COLUMN performance_reviews.review_date IS 'Date of the review.';
COMMENT ON COLUMN performance_reviews.reviewer_id IS 'Reviewer: the manager; for the Chief Executive Officer, a peer.';
COMMENT ON COLUMN performance_reviews.rating IS 'Overall rating, 1 to 5 (best).';
COMMENT ON COLUMN performance_reviews.goals_met IS 'Percentage of the year''s goals met.';
COMMENT ON COLUMN performance_reviews.comments IS 'Reviewer''s comments.';
\endif
\if :keep_employee_assignments
\else
CREATE TABLE employee_assignments (
    assignment_id     bigint GENERATED BY DEFAULT AS IDENTITY,
    employee_id       text NOT NULL,
    assignment_type   text NOT NULL,
    related_entity_id text NOT NULL,
    start_date        date NOT NULL,
    end_date          date,
    CONSTRAINT employee_assignments_assignment_type_labels CHECK (assignment_type IN ('customer_portfolio', 'branch_coverage')),
    CONSTRAINT employee_assignments_check_1 CHECK (end_date >= start_date)
);
COMMENT ON TABLE employee_assignments IS 'Customers and branches assigned to employees.';
COMMENT ON COLUMN employee_assignments.assignment_id IS 'Key: for a branch, employee and sequence number; for a portfolio, customer and 001.';
COMMENT ON COLUMN employee_assignments.employee_id IS 'Employee assigned.';
COMMENT ON COLUMN employee_assignments.assignment_type IS 'Type of assignment: a customer or a branch.';
COMMENT ON COLUMN employee_assignments.related_entity_id IS 'Customer id (accounts_db.customers) or branch code.';
COMMENT ON COLUMN employee_assignments.start_date IS 'First day.';
COMMENT ON COLUMN employee_assignments.end_date IS 'Last day; NULL while ongoing.';
\endif

\copy departments from program 'zstd -dcq -- employees_db/departments.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy branches from program 'zstd -dcq -- employees_db/branches.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy employees from program 'zstd -dcq -- employees_db/employees.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy training_programs from program 'zstd -dcq -- employees_db/training_programs.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy employee_training from program 'zstd -dcq -- employees_db/employee_training.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy performance_reviews from program 'zstd -dcq -- employees_db/performance_reviews.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy employee_assignments from program 'zstd -dcq -- employees_db/employee_assignments.csv.zst' with (format csv, header, freeze, encoding 'UTF8')

SELECT sql FROM (VALUES
    (0, 'departments_pkey', 'ALTER TABLE departments ADD CONSTRAINT departments_pkey PRIMARY KEY (department_id)'),
    (1, 'departments_department_name_key', 'ALTER TABLE departments ADD CONSTRAINT departments_department_name_key UNIQUE (department_name)'),
    (2, 'branches_pkey', 'ALTER TABLE branches ADD CONSTRAINT branches_pkey PRIMARY KEY (branch_code)'),
    (3, 'branches_branch_name_key', 'ALTER TABLE branches ADD CONSTRAINT branches_branch_name_key UNIQUE (branch_name)'),
    (4, 'branches_phone_key', 'ALTER TABLE branches ADD CONSTRAINT branches_phone_key UNIQUE (phone)'),
    (5, 'employees_pkey', 'ALTER TABLE employees ADD CONSTRAINT employees_pkey PRIMARY KEY (employee_id)'),
    (6, 'employees_employee_number_key', 'ALTER TABLE employees ADD CONSTRAINT employees_employee_number_key UNIQUE (employee_number)'),
    (7, 'employees_email_key', 'ALTER TABLE employees ADD CONSTRAINT employees_email_key UNIQUE (email)'),
    (8, 'training_programs_pkey', 'ALTER TABLE training_programs ADD CONSTRAINT training_programs_pkey PRIMARY KEY (program_id)'),
    (9, 'training_programs_program_name_key', 'ALTER TABLE training_programs ADD CONSTRAINT training_programs_program_name_key UNIQUE (program_name)'),
    (10, 'employee_training_pkey', 'ALTER TABLE employee_training ADD CONSTRAINT employee_training_pkey PRIMARY KEY (training_record_id)'),
    (11, 'employee_training_employee_id_program_id_key', 'ALTER TABLE employee_training ADD CONSTRAINT employee_training_employee_id_program_id_key UNIQUE (employee_id, program_id)'),
    (12, 'performance_reviews_pkey', 'ALTER TABLE performance_reviews ADD CONSTRAINT performance_reviews_pkey PRIMARY KEY (review_id)'),
    (13, 'performance_reviews_employee_id_review_date_key', 'ALTER TABLE performance_reviews ADD CONSTRAINT performance_reviews_employee_id_review_date_key UNIQUE (employee_id, review_date)'),
    (14, 'employee_assignments_pkey', 'ALTER TABLE employee_assignments ADD CONSTRAINT employee_assignments_pkey PRIMARY KEY (assignment_id)')
) AS wanted (place, name, sql)
WHERE NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relname = name)
ORDER BY place \gexec

ALTER TABLE departments ADD CONSTRAINT departments_department_head_id_fkey
    FOREIGN KEY (department_head_id) REFERENCES employees (employee_id);
ALTER TABLE branches ADD CONSTRAINT branches_manager_id_fkey
    FOREIGN KEY (manager_id) REFERENCES employees (employee_id);
ALTER TABLE employees ADD CONSTRAINT employees_branch_code_fkey
    FOREIGN KEY (branch_code) REFERENCES branches (branch_code);
ALTER TABLE employees ADD CONSTRAINT employees_manager_id_fkey
    FOREIGN KEY (manager_id) REFERENCES employees (employee_id);
ALTER TABLE employee_training ADD CONSTRAINT employee_training_employee_id_fkey
    FOREIGN KEY (employee_id) REFERENCES employees (employee_id);
ALTER TABLE employee_training ADD CONSTRAINT employee_training_program_id_fkey
    FOREIGN KEY (program_id) REFERENCES training_programs (program_id);
ALTER TABLE performance_reviews ADD CONSTRAINT performance_reviews_employee_id_fkey
    FOREIGN KEY (employee_id) REFERENCES employees (employee_id);
ALTER TABLE performance_reviews ADD CONSTRAINT performance_reviews_reviewer_id_fkey
    FOREIGN KEY (reviewer_id) REFERENCES employees (employee_id);
ALTER TABLE employee_assignments ADD CONSTRAINT employee_assignments_employee_id_fkey
    FOREIGN KEY (employee_id) REFERENCES employees (employee_id);

SELECT sql FROM (VALUES
    (0, 'departments_department_head_id_idx', 'CREATE INDEX departments_department_head_id_idx ON departments (department_head_id)'),
    (1, 'branches_manager_id_idx', 'CREATE INDEX branches_manager_id_idx ON branches (manager_id)'),
    (2, 'employees_branch_code_idx', 'CREATE INDEX employees_branch_code_idx ON employees (branch_code)'),
    (3, 'employees_manager_id_idx', 'CREATE INDEX employees_manager_id_idx ON employees (manager_id)'),
    (4, 'employee_training_program_id_idx', 'CREATE INDEX employee_training_program_id_idx ON employee_training (program_id)'),
    (5, 'employee_training_status_idx', 'CREATE INDEX employee_training_status_idx ON employee_training (status)'),
    (6, 'performance_reviews_reviewer_id_idx', 'CREATE INDEX performance_reviews_reviewer_id_idx ON performance_reviews (reviewer_id)'),
    (7, 'performance_reviews_rating_idx', 'CREATE INDEX performance_reviews_rating_idx ON performance_reviews (rating)'),
    (8, 'employee_assignments_employee_id_idx', 'CREATE INDEX employee_assignments_employee_id_idx ON employee_assignments (employee_id)'),
    (9, 'employee_assignments_related_entity_id_idx', 'CREATE INDEX employee_assignments_related_entity_id_idx ON employee_assignments (related_entity_id)')
) AS wanted (place, name, sql)
WHERE NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relname = name)
ORDER BY place \gexec

SELECT setval(pg_get_serial_sequence('employee_training', 'training_record_id'), coalesce(max(training_record_id), 0) + 1, false) AS done FROM ONLY employee_training \gset
SELECT setval(pg_get_serial_sequence('performance_reviews', 'review_id'), coalesce(max(review_id), 0) + 1, false) AS done FROM ONLY performance_reviews \gset
SELECT setval(pg_get_serial_sequence('employee_assignments', 'assignment_id'), coalesce(max(assignment_id), 0) + 1, false) AS done FROM ONLY employee_assignments \gset

DO $$
DECLARE
    wanted record;
    found bigint;
BEGIN
    FOR wanted IN VALUES
        ('departments', 12::bigint),
        ('branches', 18::bigint),
        ('employees', 15::bigint),
        ('training_programs', 18::bigint),
        ('employee_training', 41::bigint),
        ('performance_reviews', 33::bigint),
        ('employee_assignments', 91::bigint)
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
ANALYZE departments, branches, employees, training_programs, employee_training, performance_reviews, employee_assignments;

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
-- No table refers to another database.
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
