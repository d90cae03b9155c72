# Everything there is to do with this project, by one name each. `make` alone lists them.

.DEFAULT_GOAL := help
.PHONY: help setup setup-proj setup-highs web run test test-proj test-long check check-api bench dist fuzz prepare

# Where `make prepare` reads the published source tables: folders and files.
COHORTS := ../shared/data/cohorts
FROM ?= ../shared/data/oxfordshire ../shared/data/places $(COHORTS)/ages_census2021.csv \
	$(COHORTS)/accommodation_census2021.csv $(COHORTS)/iod2025_indicators.csv \
	../shared/data/published/lsoa11_to_lsoa21_exact.csv
# Where the solver is that checks suggestions.
HIGHS := $(HOME)/.cache/footprint-highs
# The one build of `make run`, `make test` and `make check`: quick, and without PROJ.
QUICK := --locked --no-default-features

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: ## install what the build needs, when any is missing
	@scripts/setup.sh

setup-proj: ## the same, and what PROJ is built with
	@scripts/setup.sh proj

setup-highs: ## install the solver that checks suggestions (HiGHS, by pip, in a folder of its own)
	@PYTHONPATH=$(HIGHS) python3 -c 'import highspy' 2>/dev/null || \
		python3 -m pip install --quiet --disable-pip-version-check --target $(HIGHS) highspy==1.16.0

web: ## build the pages; takes Node where there is none
	@scripts/web.sh

run: setup web ## serve the embedded county on http://127.0.0.1:8080, or on another port: make run PORT=8081
	@test -x "$${CARGO_TARGET_DIR:-target}/debug/footprint" || \
		echo "run: building; the first time takes about 8 minutes on two cores, and goes on where it was interrupted"
	cargo run $(QUICK) -- serve $(if $(PORT),--bind 127.0.0.1:$(PORT))

test: setup web ## run every test that must pass
	@scripts/web.sh test
	@echo "test: building and running the tests takes about 10 minutes on two cores"
	cargo test $(QUICK)

test-proj: setup-proj ## lint and test what needs PROJ or Parquet (its first build takes about 10 minutes)
	cargo clippy --locked --all-targets -- -D warnings
	cargo test --locked --lib --test it -- projection parquet

test-long: setup-proj setup-highs ## run the long tests that `make test` leaves out, and those that need PROJ or Parquet, on the release build
	PYTHONPATH="$(HIGHS):$$PYTHONPATH" cargo test --release --locked --test it -- --ignored
	cargo test --release --locked --lib --test it -- projection parquet

check: setup ## check the format, the lints and the docs
	cargo fmt --check
	cargo clippy --all-targets $(QUICK) -- -D warnings
	RUSTDOCFLAGS=-Dwarnings cargo doc --no-deps --document-private-items $(QUICK)

check-api: ## lint openapi.yaml with Redocly and Spectral, which npm fetches
	REDOCLY_TELEMETRY=off npx --yes @redocly/cli@2.77.0 lint openapi.yaml
	npx --yes @stoplight/spectral-cli@6.16.3 lint --fail-severity=warn openapi.yaml

dist: setup-proj web ## build the program that is shipped, optimised and with PROJ: target/release/footprint
	cargo build --release --locked

bench: setup-proj ## measure the speed of the release build
	cargo bench --locked

fuzz: setup ## fuzz the readers, FUZZ seconds each (60); needs cargo-fuzz: cargo install cargo-fuzz
	for target in questions rows codes plans publishers polygons; do \
		RUSTC_BOOTSTRAP=1 cargo fuzz run -s none $$target -- -max_total_time=$(or $(FUZZ),60) -rss_limit_mb=4096 || exit 1; \
	done

prepare: setup ## rebuild data/ from the source tables in FROM
	cargo run $(QUICK) -- prepare $(addprefix --from ,$(FROM)) --county data/county.toml --to data
