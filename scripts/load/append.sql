-- Another load of the same part may have finished first.
DO $$
BEGIN
    IF current_setting('dhub.held') = 't' THEN
        RAISE EXCEPTION USING ERRCODE = 'DH007', MESSAGE = format('%s: part %s of %s is already loaded; nothing was changed',
            current_setting('dhub.place'), current_setting('dhub.part'), current_setting('dhub.parts'));
    END IF;
    PERFORM set_config('dhub.incoming', coalesce(nullif(current_setting('dhub.incoming', true), ''), '{}'), true),
        set_config('dhub.reapply', '{}', true);
END
$$;
SELECT current_setting('dhub.fresh') = 't' AS fresh, current_setting('dhub.complete') = 't' AS complete \gset
