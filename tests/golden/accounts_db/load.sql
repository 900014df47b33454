-- Loads accounts_db. Run by load.sh from the bundle's directory, inside a transaction whose search_path leads
-- to the schema that the tables go into. The next lines are read by load.sh.
-- bundle d8443e7ecc90cfd6
-- table customers 120
-- table accounts 114
-- table account_relationships 34
-- table transactions 2216

SELECT count(set_config('dhub.' || name, value, true)) AS done FROM (VALUES
    ('database', 'accounts_db'),
    ('bundle', 'd8443e7ecc90cfd6'),
    ('mark', 'd8443e7ecc90cfd6'),
    ('structure', 'b5fe7e6d7a1e6a50'),
    ('tables', 'customers accounts account_relationships transactions'),
    ('indexes', 'customers_pkey customers_email_key customers_phone_key accounts_pkey accounts_account_number_key account_relationships_pkey account_relationships_primary_account_id_related_account_id_key transactions_pkey accounts_customer_id_idx account_relationships_related_account_id_idx transactions_account_id_idx transactions_transaction_type_idx transactions_transaction_date_idx'),
    ('references', 'accounts_customer_id_fkey account_relationships_primary_account_id_fkey account_relationships_related_account_id_fkey transactions_account_id_fkey accounts_branch_code_fkey transactions_processed_by_fkey'),
    ('columns', 'customers: customer_id text not null, first_name text not null, last_name text not null, date_of_birth date not null, email text not null, phone text not null, created_at timestamp without time zone not null
accounts: account_id text not null, account_number text not null, customer_id text not null, account_type text not null, account_status text not null, balance numeric(15,2) not null, currency text not null, opened_date date not null, closed_date date, branch_code text not null, interest_rate numeric(6,4), maturity_date date
account_relationships: relationship_id bigint not null identity, primary_account_id text not null, related_account_id text not null, relationship_type text not null, created_at timestamp without time zone not null
transactions: transaction_id text not null, account_id text not null, transaction_type text not null, transaction_amount numeric(15,2) not null, transaction_date timestamp without time zone not null, description text not null, balance_after numeric(15,2) not null, counterparty_account text, processed_by text, channel text not null, category text not null')
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

SELECT 'customers' = ANY (kept) AS keep_customers,
    'accounts' = ANY (kept) AS keep_accounts,
    'account_relationships' = ANY (kept) AS keep_account_relationships,
    'transactions' = ANY (kept) AS keep_transactions
FROM string_to_array(current_setting('dhub.kept'), ' ') AS kept \gset

\if :keep_customers
\else
CREATE TABLE customers (
    customer_id   text      NOT NULL,
    first_name    text      NOT NULL,
    last_name     text      NOT NULL,
    date_of_birth date      NOT NULL,
    email         text      NOT NULL,
    phone         text      NOT NULL,
    created_at    timestamp NOT NULL,
    CONSTRAINT customers_phone_check CHECK (phone ~ '^[0-9]{3}-[0-9]{3}-[0-9]{4}$'),
    CONSTRAINT customers_check_1 CHECK (date_of_birth < created_at)
);
COMMENT ON TABLE customers IS 'Everyone who is or was a customer: the person behind the accounts, loans and policies.';
COMMENT ON COLUMN customers.customer_id IS 'Key: CUST- and the customer''s sequence number.';
COMMENT ON COLUMN customers.first_name IS 'First name.';
COMMENT ON COLUMN customers.last_name IS 'Last name.';
COMMENT ON COLUMN customers.date_of_birth IS 'Date of birth.';
COMMENT ON COLUMN customers.email IS 'Personal email address, at a domain reserved for examples.';
COMMENT ON COLUMN customers.phone IS 'Phone number from a range reserved for fiction or never assigned.';
COMMENT ON COLUMN customers.created_at IS 'Time of onboarding.';
\endif
\if :keep_accounts
\else
CREATE TABLE accounts (
    account_id     text          NOT NULL,
    account_number text          NOT NULL,
    customer_id    text          NOT NULL,
    account_type   text          NOT NULL,
    account_status text          NOT NULL,
    balance        numeric(15,2) NOT NULL,
    currency       text          NOT NULL,
    opened_date    date          NOT NULL,
    closed_date    date,
    branch_code    text          NOT NULL,
    interest_rate  numeric(6,4),
    maturity_date  date,
    CONSTRAINT accounts_account_type_labels CHECK (account_type IN ('checking', 'savings', 'money_market', 'cd')),
    CONSTRAINT accounts_account_status_labels CHECK (account_status IN ('active', 'frozen', 'closed')),
    CONSTRAINT accounts_currency_labels CHECK (currency IN ('USD')),
    CONSTRAINT accounts_account_number_check CHECK (account_number ~ '^[0-9]{10,12}$'),
    CONSTRAINT accounts_balance_check CHECK (balance >= 0),
    CONSTRAINT accounts_check_1 CHECK (closed_date >= opened_date),
    CONSTRAINT accounts_check_2 CHECK ((account_status = 'closed') = (closed_date IS NOT NULL)),
    CONSTRAINT accounts_check_3 CHECK ((account_type = 'cd') = (maturity_date IS NOT NULL)),
    CONSTRAINT accounts_check_4 CHECK (maturity_date > opened_date)
);
COMMENT ON TABLE accounts IS 'Customer accounts.';
COMMENT ON COLUMN accounts.account_id IS 'Key: customer and sequence number.';
COMMENT ON COLUMN accounts.account_number IS 'Account number: ten digits that cannot start a routing number.';
COMMENT ON COLUMN accounts.customer_id IS 'Customer who holds the account.';
COMMENT ON COLUMN accounts.account_type IS 'Type of account.';
COMMENT ON COLUMN accounts.account_status IS 'Account status.';
COMMENT ON COLUMN accounts.balance IS 'Balance after the last transaction, in US dollars; 0 once closed.';
COMMENT ON COLUMN accounts.currency IS 'Currency, always USD.';
COMMENT ON COLUMN accounts.opened_date IS 'First day.';
COMMENT ON COLUMN accounts.closed_date IS 'Last day; NULL unless closed.';
COMMENT ON COLUMN accounts.branch_code IS 'Branch that holds the account, BR001 to BR018. References employees_db.branches(branch_code).';
COMMENT ON COLUMN accounts.interest_rate IS 'Annual interest rate as a fraction; NULL where none is paid.';
COMMENT ON COLUMN accounts.maturity_date IS 'Last day of the current term of a certificate; NULL for other accounts.';
\endif
\if :keep_account_relationships
\else
CREATE TABLE account_relationships (
    relationship_id    bigint GENERATED BY DEFAULT AS IDENTITY,
    primary_account_id text      NOT NULL,
    related_account_id text      NOT NULL,
    relationship_type  text      NOT NULL,
    created_at         timestamp NOT NULL,
    CONSTRAINT account_relationships_relationship_type_labels CHECK (relationship_type IN (
        'joint_owner', 'beneficiary', 'authorized_user', 'linked_savings'
    )),
    CONSTRAINT account_relationships_check_1 CHECK (primary_account_id <> related_account_id)
);
COMMENT ON TABLE account_relationships IS 'Links between accounts: joint owners, beneficiaries, authorized users and linked savings.';
COMMENT ON COLUMN account_relationships.relationship_id IS 'Key: primary account and sequence number.';
COMMENT ON COLUMN account_relationships.primary_account_id IS 'Account that the link starts from.';
COMMENT ON COLUMN account_relationships.related_account_id IS 'Account that the link points to.';
COMMENT ON COLUMN account_relationships.relationship_type IS 'Role of the related account''s holder on the primary account.';
COMMENT ON COLUMN account_relationships.created_at IS 'Time the link was created.';
\endif
\if :keep_transactions
\else
CREATE TABLE transactions (
    transaction_id       text          NOT NULL,
    account_id           text          NOT NULL,
    transaction_type     text          NOT NULL,
    transaction_amount   numeric(15,2) NOT NULL,
    transaction_date     timestamp     NOT NULL,
    description          text          NOT NULL,
    balance_after        numeric(15,2) NOT NULL,
    counterparty_account text,
    processed_by         text,
    channel              text          NOT NULL,
    category             text          NOT NULL,
    CONSTRAINT transactions_transaction_type_labels CHECK (transaction_type IN (
        'withdrawal', 'payment', 'fee', 'deposit', 'salary', 'interest', 'refund', 'closure'
    )),
    CONSTRAINT transactions_channel_labels CHECK (channel IN (
        'card', 'ach', 'atm', 'branch', 'check', 'wire', 'online', 'mobile', 'internal'
    )),
    CONSTRAINT transactions_category_labels CHECK (category IN (
        'salary', 'pension', 'social_security', 'benefits', 'transfer', 'deposit', 'interest', 'refund',
        'rent', 'mortgage', 'loan', 'utilities', 'telecom', 'subscriptions', 'insurance', 'groceries',
        'dining', 'fuel', 'transport', 'shopping', 'health', 'travel', 'entertainment', 'education',
        'childcare', 'taxes', 'fees', 'cash', 'card_payment', 'card_settlement', 'invoice', 'payroll',
        'supplier', 'investment', 'other'
    )),
    CONSTRAINT transactions_transaction_amount_check CHECK (transaction_amount <> 0),
    CONSTRAINT transactions_balance_after_check CHECK (balance_after >= 0),
    CONSTRAINT transactions_counterparty_account_check CHECK (counterparty_account ~ '^[0-9]{10,12}$'),
    CONSTRAINT transactions_check_1 CHECK (transaction_type = 'closure' OR (transaction_amount > 0) = (transaction_type IN ('deposit', 'salary', 'interest', 'refund')))
);
COMMENT ON TABLE transactions IS 'Account statements: up to a quarter of transactions per account, in time order.';
COMMENT ON COLUMN transactions.transaction_id IS 'Key: account, calendar month and sequence number within it, in time order.';
COMMENT ON COLUMN transactions.account_id IS 'Account that it posts to.';
COMMENT ON COLUMN transactions.transaction_type IS 'Type of transaction.';
COMMENT ON COLUMN transactions.transaction_amount IS 'Amount in US dollars: negative for spending, positive for income.';
COMMENT ON COLUMN transactions.transaction_date IS 'Time of posting.';
COMMENT ON COLUMN transactions.description IS 'Statement line; starts with "Cash " for cash transactions.';
COMMENT ON COLUMN transactions.balance_after IS 'Account balance after the transaction.';
COMMENT ON COLUMN transactions.counterparty_account IS 'Account number of the counterparty, at another bank or the customer''s own; NULL if there is none.';
COMMENT ON COLUMN transactions.processed_by IS 'Employee who processed it by hand; NULL if automated. References employees_db.employees(employee_id).';
COMMENT ON COLUMN transactions.channel IS 'Way in which it reached the account.';
COMMENT ON COLUMN transactions.category IS 'What it was for.';
\endif

\copy customers from program 'zstd -dcq -- accounts_db/customers.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy accounts from program 'zstd -dcq -- accounts_db/accounts.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy account_relationships from program 'zstd -dcq -- accounts_db/account_relationships.csv.zst' with (format csv, header, freeze, encoding 'UTF8')
\copy transactions from program 'zstd -dcq -- accounts_db/transactions.csv.zst' with (format csv, header, freeze, encoding 'UTF8')

SELECT sql FROM (VALUES
    (0, 'customers_pkey', 'ALTER TABLE customers ADD CONSTRAINT customers_pkey PRIMARY KEY (customer_id)'),
    (1, 'customers_email_key', 'ALTER TABLE customers ADD CONSTRAINT customers_email_key UNIQUE (email)'),
    (2, 'customers_phone_key', 'ALTER TABLE customers ADD CONSTRAINT customers_phone_key UNIQUE (phone)'),
    (3, 'accounts_pkey', 'ALTER TABLE accounts ADD CONSTRAINT accounts_pkey PRIMARY KEY (account_id)'),
    (4, 'accounts_account_number_key', 'ALTER TABLE accounts ADD CONSTRAINT accounts_account_number_key UNIQUE (account_number)'),
    (5, 'account_relationships_pkey', 'ALTER TABLE account_relationships ADD CONSTRAINT account_relationships_pkey PRIMARY KEY (relationship_id)'),
    (6, 'account_relationships_primary_account_id_related_account_id_key', 'ALTER TABLE account_relationships ADD CONSTRAINT account_relationships_primary_account_id_related_account_id_key UNIQUE (primary_account_id, related_account_id)'),
    (7, 'transactions_pkey', 'ALTER TABLE transactions ADD CONSTRAINT transactions_pkey PRIMARY KEY (transaction_id)')
) AS wanted (place, name, sql)
WHERE NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relname = name)
ORDER BY place \gexec

ALTER TABLE accounts ADD CONSTRAINT accounts_customer_id_fkey
    FOREIGN KEY (customer_id) REFERENCES customers (customer_id);
ALTER TABLE account_relationships ADD CONSTRAINT account_relationships_primary_account_id_fkey
    FOREIGN KEY (primary_account_id) REFERENCES accounts (account_id);
ALTER TABLE account_relationships ADD CONSTRAINT account_relationships_related_account_id_fkey
    FOREIGN KEY (related_account_id) REFERENCES accounts (account_id);
ALTER TABLE transactions ADD CONSTRAINT transactions_account_id_fkey
    FOREIGN KEY (account_id) REFERENCES accounts (account_id);

SELECT sql FROM (VALUES
    (0, 'accounts_customer_id_idx', 'CREATE INDEX accounts_customer_id_idx ON accounts (customer_id)'),
    (1, 'account_relationships_related_account_id_idx', 'CREATE INDEX account_relationships_related_account_id_idx ON account_relationships (related_account_id)'),
    (2, 'transactions_account_id_idx', 'CREATE INDEX transactions_account_id_idx ON transactions (account_id)'),
    (3, 'transactions_transaction_type_idx', 'CREATE INDEX transactions_transaction_type_idx ON transactions (transaction_type)'),
    (4, 'transactions_transaction_date_idx', 'CREATE INDEX transactions_transaction_date_idx ON transactions (transaction_date)')
) AS wanted (place, name, sql)
WHERE NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relname = name)
ORDER BY place \gexec

SELECT setval(pg_get_serial_sequence('account_relationships', 'relationship_id'), coalesce(max(relationship_id), 0) + 1, false) AS done FROM ONLY account_relationships \gset

DO $$
DECLARE
    wanted record;
    found bigint;
BEGIN
    FOR wanted IN VALUES
        ('customers', 120::bigint),
        ('accounts', 114::bigint),
        ('account_relationships', 34::bigint),
        ('transactions', 2216::bigint)
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
ANALYZE customers, accounts, account_relationships, transactions;

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
    (0, 'accounts_db.accounts', 'accounts_branch_code_fkey', 'employees_db.branches', 'ALTER TABLE accounts_db.accounts ADD CONSTRAINT accounts_branch_code_fkey
    FOREIGN KEY (branch_code) REFERENCES employees_db.branches (branch_code)'),
    (1, 'accounts_db.transactions', 'transactions_processed_by_fkey', 'employees_db.employees', 'ALTER TABLE accounts_db.transactions ADD CONSTRAINT transactions_processed_by_fkey
    FOREIGN KEY (processed_by) REFERENCES employees_db.employees (employee_id)')
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
