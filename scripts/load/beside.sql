-- Checks whether this part can be loaded next to the others. Sets dhub.fresh if no part is loaded yet, dhub.held if this one is,
-- dhub.mark to the contents of the tables after the load, and dhub.complete if these are all parts. Changes nothing.
DO $$
DECLARE
    place CONSTANT text := current_setting('dhub.place');
    home CONSTANT oid := to_regnamespace(quote_ident(current_setting('dhub.schema')));
    tables CONSTANT text[] := string_to_array(current_setting('dhub.tables'), ' ');
    kept CONSTANT text[] := string_to_array(current_setting('dhub.kept'), ' ');
    bundle CONSTANT text := current_setting('dhub.bundle');
    part CONSTANT bigint := current_setting('dhub.part');
    parts CONSTANT bigint := current_setting('dhub.parts');
    marks text[];
    found bigint;
    held bigint[];
    listed text;
    size bigint;
BEGIN
    SELECT count(*), array_agg(DISTINCT mark) INTO found, marks
    FROM pg_class, substring(obj_description(oid, 'pg_class') FROM E'\nLoaded by dhub, bundle ([^ ]+)\\.$') AS mark
    WHERE relnamespace = home AND relkind = 'r' AND relname = ANY (tables) AND mark IS NOT NULL;
    IF found > 0 AND (found <> cardinality(tables) OR cardinality(marks) <> 1
        OR marks[1] !~ format('^%s:[0-9]+(-[0-9]+)?(,[0-9]+(-[0-9]+)?)*/%s$', bundle, parts))
    THEN
        RAISE EXCEPTION USING ERRCODE = 'DH007', MESSAGE = format(
            '%s: contains rows that are not from parts of this bundle: %s; nothing was changed; load part 1 without --append to replace them', place,
            array_to_string(marks, ', '));
    END IF;
    IF found > 0 AND NOT tables <@ kept THEN
        RAISE EXCEPTION USING ERRCODE = 'DH007', MESSAGE = format(
            '%s: the structure of the tables has changed; nothing was changed; load part 1 without --append to recreate them', place);
    END IF;
    IF found > 0 THEN
        SELECT array_agg(number) INTO held
        FROM regexp_split_to_table(split_part(split_part(marks[1], ':', 2), '/', 1), ',') AS run,
            generate_series(split_part(run, '-', 1)::bigint, split_part(run || '-' || run, '-', 2)::bigint) AS number;
    END IF;
    -- Consecutive numbers have the same difference from their row number.
    SELECT string_agg(CASE least WHEN most THEN least::text ELSE least || '-' || most END, ',' ORDER BY least), sum(most - least + 1)
    INTO listed, size
    FROM (
        SELECT min(number) AS least, max(number) AS most
        FROM (
            SELECT number, number - row_number() OVER (ORDER BY number) AS run
            FROM (SELECT DISTINCT unnest(held || part) AS number) AS every
        ) AS placed
        GROUP BY run
    ) AS runs;
    PERFORM set_config('dhub.mark', format('%s:%s/%s', bundle, listed, parts), true),
        set_config('dhub.fresh', CASE WHEN found = 0 THEN 't' ELSE 'f' END, true),
        set_config('dhub.held', CASE WHEN part = ANY (held) THEN 't' ELSE 'f' END, true),
        set_config('dhub.complete', CASE WHEN size = parts THEN 't' ELSE 'f' END, true);
END
$$;
