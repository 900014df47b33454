//! What happens to objects that others attached to the tables when the bundle is loaded again.

use super::support::bundle::Bundle;
use super::support::server::{Databases, Role, sql};
use super::{assert_loaded, databases_of, schemas_of};

/// Returns everything that others may attach to the tables of accounts_db, as lines.
fn attached(database: &str, schema: &str) -> String {
    sql(
        database,
        &format!(
            r"SET search_path = {schema};
            SELECT relname, relowner::regrole, relacl, relrowsecurity, relforcerowsecurity, relreplident, reloptions
            FROM pg_class WHERE relnamespace = '{schema}'::regnamespace AND relkind IN ('r', 'v') ORDER BY 1;
            SELECT attrelid::regclass, attname, attacl FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
            WHERE relnamespace = '{schema}'::regnamespace AND attacl IS NOT NULL ORDER BY 1, 2;
            SELECT policyname, tablename, roles, cmd, qual FROM pg_policies ORDER BY 1;
            SELECT * FROM pg_publication_tables ORDER BY 1, 2, 3;
            SELECT tgrelid::regclass, tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2;
            SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = '{schema}' ORDER BY 1;
            SELECT indexrelid::regclass FROM pg_index WHERE indisreplident OR indisclustered ORDER BY 1;
            SELECT pg_get_viewdef('per_customer'::regclass);
            SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint
            WHERE connamespace = '{schema}'::regnamespace ORDER BY 1, 2;
            SELECT stxname FROM pg_statistic_ext ORDER BY 1;"
        ),
    )
}

/// Attaches objects; the role reads, and owns one of the tables.
fn attach(database: &str, schema: &str, role: &str) {
    sql(
        database,
        &format!(
            r"SET search_path = {schema};
            SET client_min_messages = error;
            GRANT SELECT, UPDATE ON accounts TO {role};
            GRANT SELECT ON transactions TO PUBLIC;
            GRANT SELECT (email) ON customers TO {role};
            ALTER TABLE account_relationships OWNER TO {role};
            CREATE PUBLICATION changes FOR TABLE accounts, transactions;
            ALTER TABLE customers ENABLE ROW LEVEL SECURITY;
            ALTER TABLE customers FORCE ROW LEVEL SECURITY;
            CREATE POLICY rest ON customers FOR SELECT TO {role} USING (email <> 'x');
            ALTER TABLE transactions REPLICA IDENTITY FULL;
            ALTER TABLE accounts REPLICA IDENTITY USING INDEX accounts_account_number_key;
            ALTER TABLE transactions SET (fillfactor = 90);
            CREATE INDEX mine ON transactions (description);
            CREATE STATISTICS together ON account_type, account_status FROM accounts;
            ALTER TABLE accounts ADD CONSTRAINT not_too_much CHECK (balance < 1e12);
            CREATE FUNCTION deny() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
            CREATE TRIGGER drops_rows BEFORE INSERT ON accounts FOR EACH ROW EXECUTE FUNCTION deny();
            CREATE TRIGGER sleeps BEFORE INSERT ON transactions FOR EACH ROW EXECUTE FUNCTION deny();
            ALTER TABLE transactions DISABLE TRIGGER sleeps;"
        ),
    );
}

/// Groups by a key alone, and therefore depends on the key.
const VIEW: &str = "CREATE VIEW per_customer AS SELECT c.customer_id, c.first_name, count(*)
    FROM customers c JOIN accounts USING (customer_id) GROUP BY c.customer_id";

#[test]
fn a_reload_replaces_rows_and_keeps_what_others_attached() {
    let role = Role::new();
    let bundle = Bundle::plain();
    let databases = Databases::one();
    for (name, schema, load) in [
        (
            databases.name("accounts_db"),
            "public",
            Bundle::load as fn(&Bundle, &Databases, &[&str]) -> _,
        ),
        (databases.name("one"), "accounts_db", Bundle::load_schemas),
    ] {
        load(&bundle, &databases, &[]).expect(0);
        attach(&name, schema, &role.name);
        let path = format!("SET search_path = {schema};");
        sql(
            &name,
            &format!(
                "{path} {VIEW}; GRANT SELECT ON per_customer TO {};
                COMMENT ON COLUMN accounts.balance IS 'mine';
                COMMENT ON TABLE accounts IS E'Also mine.\\nLoaded by dhub, bundle 0.';
                COMMENT ON INDEX transactions_pkey IS 'mine';
                COMMENT ON CONSTRAINT accounts_customer_id_fkey ON accounts IS 'mine'",
                role.name
            ),
        );
        // The marker as load.sh left it, after someone else's comment.
        let mark = sql(
            &name,
            &format!(
                "{path} SELECT substr(obj_description('customers'::regclass), strpos(obj_description('customers'::regclass), E'\\n'))"
            ),
        );
        sql(
            &name,
            &format!("{path} COMMENT ON TABLE accounts IS 'Also mine.{mark}'"),
        );
        let before = attached(&name, schema);
        sql(
            &name,
            &format!("{path} UPDATE accounts SET balance = 1; DELETE FROM account_relationships"),
        );
        for arguments in [&[][..], &["--only=accounts_db"]] {
            let loaded = load(&bundle, &databases, arguments).expect(0);
            assert!(
                loaded
                    .stderr
                    .contains("triggers on table accounts are kept"),
                "{}",
                loaded.stderr
            );
            assert!(
                !loaded.stderr.contains("another structure"),
                "{}",
                loaded.stderr
            );
            assert_eq!(attached(&name, schema), before);
        }
        let comments = format!(
            "{path} SELECT col_description('accounts'::regclass, 6), obj_description('transactions_pkey'::regclass, 'pg_class'),
                split_part(obj_description('accounts'::regclass, 'pg_class'), E'\\n', 1),
                (SELECT obj_description(oid, 'pg_constraint') FROM pg_constraint
                    WHERE conname = 'accounts_customer_id_fkey' AND conrelid = 'accounts'::regclass)"
        );
        assert_eq!(sql(&name, &comments), "mine|mine|Also mine.|mine");
    }
    assert_loaded(&bundle, &databases_of(&databases));
    assert_loaded(&bundle, &schemas_of(&databases));
    drop(databases);
}

#[test]
fn tables_of_another_structure_are_restored_as_far_as_possible_and_the_rest_is_named() {
    let role = Role::new();
    let bundle = Bundle::plain();
    let databases = Databases::one();
    bundle.load(&databases, &[]).expect(0);
    let name = databases.name("accounts_db");
    attach(&name, "public", &role.name);
    let state = || attached(&name, "public");
    sql(&name, VIEW);
    let before = state();
    sql(&name, "DROP VIEW per_customer");
    sql(
        &name,
        "ALTER TABLE accounts ADD note text, ADD CONSTRAINT noted CHECK (note <> ''), ALTER branch_code DROP NOT NULL;
        ALTER TABLE customers ALTER phone TYPE varchar(20); ALTER TABLE account_relationships ADD also int;
        ALTER TABLE transactions ALTER description DROP NOT NULL",
    );
    let loaded = bundle.load(&databases, &[]).expect(0);
    for words in [
        "table accounts has a different structure and is recreated; these columns are dropped: note\n",
        "table customers has a different structure and is recreated\n",
        "cannot be restored, because the structure of the table has changed: ALTER TABLE public.accounts ADD CONSTRAINT noted",
    ] {
        assert!(loaded.stderr.contains(words), "{words}: {}", loaded.stderr);
    }
    assert_loaded(&bundle, &databases_of(&databases));
    sql(&name, VIEW);
    assert_eq!(state(), before);
}

#[test]
fn views_keep_tables_of_another_structure_from_being_replaced() {
    let bundle = Bundle::plain();
    let databases = Databases::none();
    bundle.load(&databases, &[]).expect(0);
    let staff = databases.name("employees_db");
    sql(
        &staff,
        "CREATE VIEW heads AS SELECT department_head_id FROM departments; ALTER TABLE departments ADD note text DEFAULT 'x'",
    );
    for arguments in [&[][..], &["--dry-run"]] {
        let refused = bundle.load(&databases, arguments).expect(7);
        assert!(
            refused
                .stderr
                .contains("other objects depend on them: view heads; nothing was changed"),
            "{}",
            refused.stderr
        );
    }
    assert_eq!(sql(&staff, "SELECT DISTINCT note FROM departments"), "x");
    let cleared = bundle
        .load(&databases, &["--clear", "--confirm", "--only=employees_db"])
        .expect(1);
    assert!(
        cleared.stderr.contains("view heads depends on"),
        "{}",
        cleared.stderr
    );
    assert_ne!(sql(&staff, "SELECT count(*) FROM heads"), "0");
    let forced = bundle.load(&databases, &["--force"]).expect(0);
    assert!(
        forced
            .stderr
            .contains("--force drops objects that depend on the tables: view heads"),
        "{}",
        forced.stderr
    );
    assert_loaded(&bundle, &databases_of(&databases));
}

#[test]
fn foreign_keys_of_others_are_named_and_refused() {
    let bundle = Bundle::plain();
    let databases = Databases::one();
    for (name, schema, load) in [
        (
            databases.name("accounts_db"),
            "public",
            Bundle::load as fn(&Bundle, &Databases, &[&str]) -> _,
        ),
        (databases.name("one"), "accounts_db", Bundle::load_schemas),
    ] {
        load(&bundle, &databases, &[]).expect(0);
        sql(
            &name,
            &format!(
                "CREATE TABLE public.notes (about text CONSTRAINT about_whom REFERENCES {schema}.customers);
                INSERT INTO public.notes SELECT min(customer_id) FROM {schema}.customers"
            ),
        );
        for arguments in [&[][..], &["--dry-run"]] {
            let refused = load(&bundle, &databases, arguments).expect(7);
            assert!(
                refused
                    .stderr
                    .contains("foreign keys of other tables: about_whom of ")
                    && refused.stderr.contains("nothing was changed"),
                "{}",
                refused.stderr
            );
        }
        assert_eq!(
            sql(
                &name,
                "SELECT count(*) FROM pg_constraint WHERE conname = 'about_whom'"
            ),
            "1"
        );
        let forced = load(&bundle, &databases, &["--force"]).expect(0);
        assert!(
            forced
                .stderr
                .contains("--force drops foreign keys of other tables: about_whom"),
            "{}",
            forced.stderr
        );
        assert_eq!(sql(&name, "SELECT count(*) FROM public.notes"), "1");
    }
    assert_loaded(&bundle, &databases_of(&databases));
    assert_loaded(&bundle, &schemas_of(&databases));
}
