# `make` builds the program and writes a bundle; `make load` loads it into PostgreSQL; `make help` shows the rest.

SCALE ?= 1.0
SEED  ?= 42
AS_OF ?= 2025-12-31
OUT   ?= out
# For `make bench`.
SCALES      ?= 1 10 100
LOAD_SCALES ?= 10 100
# For `make fuzz`, per target.
FUZZ_SECONDS ?= 60

CARGO ?= cargo
export CARGO
# A plain cargo build leaves it out because it makes a clean build 1.5 times as long; FEATURES= leaves it out here, too.
FEATURES ?= --features parquet
# cargo knows where it puts the program: a variable or a configuration file may specify a directory other than target/.
DHUB = $(CARGO) run --release --quiet $(FEATURES) --
# Its path, for commands that run it many times.
program = $$($(CARGO) build --release --quiet $(FEATURES) --message-format=json | sed -n 's/.*"executable":"\([^"]*\)".*/\1/p')
seed = $(DHUB) seed all --scale $(SCALE) --seed $(SEED) --as-of $(AS_OF) --out "$(OUT)"

.DEFAULT_GOAL := bundle
.PHONY: bundle build install dist load status clear verify test test-clients check fuzz bench schema golden diff clean help

bundle: build ## build, and write the bundle to OUT (the default)
	$(seed)

build: ## build the program, with optimization
	@scripts/need.sh build
	$(CARGO) build --release $(FEATURES)

install: ## install dhub into ~/.cargo/bin, so that it runs as dhub
	@scripts/need.sh build
	$(CARGO) install --locked --path . $(FEATURES)

dist: ## what people install without a compiler, in dist/: a static program, a Python package, their digests
	@scripts/need.sh build dist
	scripts/dist.sh

load: bundle ## load the bundle into PostgreSQL (PGHOST, ... or DATABASE_URL; LOAD_FLAGS="--layout schemas")
	"$(OUT)/load.sh" $(LOAD_FLAGS)

status: build ## counts per table, every file checked against its digest
	$(DHUB) seed status --out "$(OUT)"

clear: build ## remove the bundle's own files from OUT
	$(DHUB) seed clear --confirm --out "$(OUT)"

verify: build ## check every data rule of the bundle in OUT
	$(DHUB) verify --out "$(OUT)"

# The release build first: one test compares its bytes with those of the test build.
test: ## all tests, with a real PostgreSQL (started for the purpose if there is none)
	@scripts/need.sh build test
	$(CARGO) build --release $(FEATURES)
	scripts/test-postgres.sh $(CARGO) test $(FEATURES)

test-clients: ## read a bundle with pandas, polars, DuckDB, Spark, dbt, DataHub, a browser, ...; make one with Spark, Slurm, GNU parallel (Python packages under target/)
	@scripts/need.sh build dist clients
	$(CARGO) build --release $(FEATURES)
	scripts/test-clients.sh "$(program)"

check: ## formatting, lints, documentation, shell scripts, dependencies
	@scripts/need.sh build check
	$(CARGO) fmt --check
	$(CARGO) clippy --all-targets --features parquet -- -D warnings
	$(CARGO) clippy --all-targets -- -D warnings
	$(CARGO) clippy --lib --no-default-features -- -D warnings
	$(CARGO) clippy --lib --no-default-features --features query -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --no-deps --document-private-items --features parquet
	shellcheck scripts/*.sh engines/*.sh .ci/run
	@# load.sh, as src/bundle/companions.rs puts it together.
	for piece in scripts/load/*.sh; do cat "$$piece"; echo; done | shellcheck -
	@# Without anything to lint workflows with it says so, and in CI fails.
	scripts/lint-workflows.sh || [ $$? -eq 2 -a -z "$$CI" ]
	@# The same without cargo-deny.
	scripts/check-dependencies.sh || [ $$? -eq 2 -a -z "$$CI" ]
	$(CARGO) machete

fuzz: ## fuzz each parser for FUZZ_SECONDS; needs a nightly Rust and cargo-fuzz
	@scripts/fuzz.sh $(FUZZ_SECONDS)

bench: build ## time and memory at SCALES, also of loading, the tables of BENCHMARKS.md
	@$(CARGO) bench --quiet $(FEATURES) --bench speed -- $(SCALES)
	@printf '\nLoading beside a bare `\\copy` of the same files into tables without constraints:\n\n'
	@scripts/test-postgres.sh scripts/bench-load.sh "$(program)" $(LOAD_SCALES)

schema: build ## write schema/*.sql again from the declarations
	$(DHUB) schema --dir schema

golden: build ## write tests/golden and the snapshots of texts again, after a change that is wanted
	$(DHUB) seed all --quiet --force --scale 0.1 --compress zstd --out tests/golden
	INSTA_UPDATE=always $(CARGO) test --quiet $(FEATURES) --test cli help

diff: ## compare the bundles A and B, table by table: make diff A=old B=new
	@[ -n "$(A)" ] && [ -n "$(B)" ] || { echo 'make diff: expected two bundles, such as: make diff A=old B=new' >&2; exit 2; }
	@scripts/need.sh build
	$(CARGO) build --release $(FEATURES)
	$(DHUB) diff "$(A)" "$(B)"

clean: ## remove what the compiler made; bundles stay (see clear)
	$(CARGO) clean

help: ## this list
	@echo "make [TARGET] [SCALE=$(SCALE)] [SEED=$(SEED)] [AS_OF=$(AS_OF)] [OUT=$(OUT)]"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 16
