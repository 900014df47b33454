# `make` builds the program and writes a bundle; `make load` loads it into PostgreSQL; `make help` shows the rest.

SCALE ?= 1.0
SEED  ?= 42
AS_OF ?= 2025-12-31
OUT   ?= out
# Of `make bench`.
SCALES      ?= 1 10 100
LOAD_SCALES ?= 10 100

CARGO ?= cargo
DHUB   = $(or $(CARGO_TARGET_DIR),target)/release/dhub
seed   = $(DHUB) seed all --scale $(SCALE) --seed $(SEED) --as-of $(AS_OF) --out "$(OUT)"

.DEFAULT_GOAL := bundle
.PHONY: bundle build load status clear verify test check bench schema golden diff clean help

bundle: build ## build, and write the bundle to OUT (the default)
	$(seed)

build: ## build the program, with optimization
	$(CARGO) build --release

load: bundle ## load the bundle into PostgreSQL (PGHOST, ... or DATABASE_URL; LOAD_FLAGS="--layout schemas")
	"$(OUT)/load.sh" $(LOAD_FLAGS)

status: build ## counts per table, every file checked against its digest
	$(DHUB) seed status --out "$(OUT)"

clear: build ## remove the bundle's own files from OUT
	$(DHUB) seed clear --confirm --out "$(OUT)"

verify: build ## check every rule of the data of the bundle in OUT
	$(DHUB) verify "$(OUT)"

# The release build first: one test compares its bytes with those of the test build.
test: build ## all tests, with a real PostgreSQL (started for the purpose if there is none)
	scripts/test-postgres.sh $(CARGO) test

check: ## formatting, lints, documentation, shell scripts
	$(CARGO) fmt --check
	$(CARGO) clippy --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --no-deps --document-private-items
	shellcheck scripts/*.sh .ci/run

bench: build ## time and memory at SCALES, also of loading, as they stand in the README
	@$(CARGO) bench --quiet --bench speed -- $(SCALES)
	@printf '\nLoading beside a bare `\\copy` of the same files into tables without constraints:\n\n'
	@scripts/test-postgres.sh scripts/bench-load.sh $(DHUB) $(LOAD_SCALES)

schema: build ## write schema/*.sql anew from the declarations
	$(DHUB) schema --dir schema

golden: build ## write tests/golden anew, after a change of DATA_VERSION
	$(DHUB) seed all --quiet --scale 0.1 --compress zstd --out tests/golden

diff: build ## compare the bundles A and B, table by table
	$(DHUB) diff "$(A)" "$(B)"

clean: ## remove what the compiler made; bundles stay (see clear)
	$(CARGO) clean

help: ## this list
	@echo "make [TARGET] [SCALE=$(SCALE)] [SEED=$(SEED)] [AS_OF=$(AS_OF)] [OUT=$(OUT)]"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 12
