//! The examples at the end of each command's `--help`. A test runs every line.

pub const DHUB: &str = "\
Examples:
  dhub seed all --scale 0.1     # generate a bundle in out/
  dhub verify                   # check every data rule
  dhub db tables                # list its tables
  dhub seed status              # count its rows, check its files";

pub const SEED_ALL: &str = "\
Examples:
  dhub seed all
  dhub seed all --scale 0.1 --compress zstd --out small
  dhub seed all --customers 500 --seed 7 --as-of 2026-06-30 --out bank7
  dhub seed all --scale 0.1 --format parquet --out lake
  dhub seed all --scale 0.1 --only loans_db.loans --stdout > loans.csv
  dhub seed all --scale 0.1 --part 1/2 --out part1
  dhub seed all --scale 0.1 --parts 4 --out parts";

pub const SEED_JOIN: &str = "\
Examples:
  dhub seed all --scale 0.1 --part 1/2 --out part1
  dhub seed all --scale 0.1 --part 2/2 --out part2
  dhub seed join part1 part2 --out bank
  dhub seed join --manifest-only part1 part2 --out all";

pub const SEED_STATUS: &str = "\
Examples:
  dhub seed status
  dhub seed status bank --format json
  dhub seed status --live --layout schemas";

pub const SEED_CHECK: &str = "\
Examples:
  dhub seed check
  dhub seed check bank --quiet";

pub const SEED_CLEAR: &str = "\
Examples:
  dhub seed clear bank --confirm
  dhub seed clear --confirm --live --layout schemas";

pub const DB_TABLES: &str = "\
Examples:
  dhub db tables
  dhub db tables bank --database loans_db
  dhub db tables --format csv
  dhub db tables --live --layout schemas";

pub const DB_QUERY: &str = "\
Examples:
  dhub db query \"SELECT channel, COUNT(*) FROM interactions GROUP BY channel\" -d customer_db
  dhub db query \"SELECT * FROM loans_db.loans LIMIT 3\" bank --format json
  dhub db query \"SELECT COUNT(*) FROM policies\" -d insurance_db --timeout 60
  dhub db query \"SELECT COUNT(*) FROM accounts\" -d accounts_db --live --layout schemas";

pub const DB_DESCRIBE: &str = "\
Examples:
  dhub db describe loans
  dhub db describe compliance_db.kyc_records --format csv";

pub const VERIFY: &str = "\
Examples:
  dhub verify
  dhub verify bank --all
  dhub verify --format json
  dhub verify --live --layout schemas";

pub const LIFE: &str = "\
Examples:
  dhub life 57
  dhub life 57 bank --format csv > 57.csv
  dhub life 57 --seed 7 --scale 0.1
  dhub life 987654321 --customers 1000000000 --employees 1000 --format json";

pub const DEFECT: &str = "\
Examples:
  dhub defect --count 10 --seed 7
  dhub defect bank --defect stale-balance,branch-file-late --out bad
  dhub defect --list
  dhub defect --list --format json";

pub const EXPORT: &str = "\
Examples:
  dhub export --format sqlite
  dhub export bank --format sql --out bank-1.sql
  dhub export bank --format duckdb-sql
  dhub export bank --format dbt
  dhub export bank --format parquet
  dhub export bank --format datahub --layout schemas --database demo
  dhub export bank --format sqlite --only loans_db,accounts_db.accounts --out loans.sqlite";

pub const REPORT: &str = "\
Examples:
  dhub report
  dhub report bank --out bank.html
  dhub report bank --out bank.html --force --quiet";

pub const DIFF: &str = "\
Examples:
  dhub diff bank bank
  dhub diff out bank --rows
  dhub diff out bank --format md > changes.md
  dhub diff HEAD bank
  dhub diff HEAD:bank --format json
  dhub diff --git-driver";

pub const COMPLETIONS: &str = "\
Examples:
  eval \"$(dhub completions bash)\"      # in ~/.bashrc
  dhub completions zsh > _dhub         # in a directory of $fpath
  dhub completions fish > dhub.fish    # in ~/.config/fish/completions";

pub const MAN: &str = "\
Examples:
  dhub man > dhub.1               # then: man ./dhub.1
  dhub man seed all > all.1
  dhub man --dir share/man/man1   # the pages of all commands";
