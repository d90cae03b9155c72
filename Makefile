# Everything there is to do with this project, by one name each. `make` alone lists them.

.DEFAULT_GOAL := help
.PHONY: help setup web run test test-long check check-api bench prepare

# Where `make prepare` reads the published source tables.
FROM ?= ../shared/data/oxfordshire

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: ## install the system packages the build needs, when any is missing
	@scripts/setup.sh

web: ## build the pages, when Node is there
	@scripts/web.sh

run: setup web ## serve the embedded county on http://127.0.0.1:8080
	cargo run --release --locked -- serve

test: setup web ## run every test that must pass
	@scripts/web.sh test
	cargo test --locked

test-long: setup ## run the long tests that `make test` leaves out
	cargo test --release --locked --test it -- --ignored

check: setup ## check the format, the lints and the docs
	cargo fmt --check
	cargo clippy --all-targets --locked -- -D warnings
	RUSTDOCFLAGS=-Dwarnings cargo doc --no-deps --locked --document-private-items

check-api: ## lint openapi.yaml with Redocly and Spectral, which npm fetches
	REDOCLY_TELEMETRY=off npx --yes @redocly/cli@2.77.0 lint openapi.yaml
	npx --yes @stoplight/spectral-cli@6.16.3 lint --fail-severity=warn openapi.yaml

bench: setup ## measure the speed
	cargo bench --locked

prepare: setup ## rebuild data/ from the source tables in FROM
	cargo run --release --locked -- prepare --from $(FROM) --county data/county.toml --to data
