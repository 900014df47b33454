//! A bundle at scale 0.05.

use dhub::bundle::load_sql;
use dhub::generate::{Bank, encode_part, parts};
use dhub::plan::{DEFAULT_AS_OF, Plan, Scale};
use dhub::schema;
use dhub::tables::{CATALOGUE, Encoded, Rows};
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

pub fn write(path: &Path, compressed: bool) {
    let encoded = encoded();
    for database in dhub::tables::DATABASES {
        let mut counts = Vec::new();
        for (table, chunk) in CATALOGUE.iter().zip(&encoded.tables) {
            if table.database != database {
                continue;
            }
            fs::create_dir_all(path.join(database)).unwrap();
            counts.push((table.name, chunk.rows));
            let mut bytes = table.header().into_bytes();
            bytes.extend_from_slice(&chunk.bytes);
            let csv = path.join(format!("{database}/{}.csv", table.name));
            if compressed {
                let bytes = zstd::encode_all(&bytes[..], 3).unwrap();
                fs::write(csv.with_extension("csv.zst"), bytes).unwrap();
            } else {
                fs::write(csv, bytes).unwrap();
            }
        }
        if counts.is_empty() {
            continue;
        }
        let load = load_sql::render(database, &counts, compressed, "0123abcd");
        fs::write(path.join(database).join("load.sql"), load).unwrap();
        fs::write(
            path.join(database).join("schema.sql"),
            schema::schema_sql(database),
        )
        .unwrap();
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/load.sh");
    fs::copy(script, path.join("load.sh")).unwrap();
}

fn encoded() -> &'static Encoded {
    static ENCODED: OnceLock<Encoded> = OnceLock::new();
    ENCODED.get_or_init(|| {
        let plan = Plan::new(42, DEFAULT_AS_OF, Scale::parse("0.05").unwrap(), None, None);
        let bank = Bank::new(plan.unwrap());
        let mut encoded = Encoded::default();
        for part in 0..parts(&bank) {
            encode_part(&bank, part, &mut Rows::default(), &mut encoded);
        }
        encoded
    })
}
