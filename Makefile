# make demo and make test do all their own set-up; see README.md.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
LEDGER := demo-out/dateline.db
GOLD ?= ../shared/gold/dev
SCORER ?= ../shared/score/score_claims.py

.PHONY: setup demo test lint score bench fuzz web lock audit clean

# The demo needs the package alone; development needs everything.
$(VENV)/base.done: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/dev.done: requirements-dev.lock $(VENV)/base.done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

web: src/dateline/web/static/vendor/maplibre-gl.js

src/dateline/web/static/vendor/maplibre-gl.js: package-lock.json scripts/build_web.sh
	sh scripts/build_web.sh

setup: $(VENV)/dev.done web

demo: $(VENV)/base.done
	$(BIN)/dateline demo --out demo-out

lint: $(VENV)/dev.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: setup lint
	$(BIN)/python scripts/run_tests.py

score: $(VENV)/dev.done
	$(BIN)/python benchmarks/claims.py $(GOLD) --scorer $(SCORER) --misses

bench: setup
	$(BIN)/python benchmarks/run_all.py --write

fuzz: $(VENV)/dev.done
	$(BIN)/python benchmarks/fuzz.py

# Pins every package with its hashes, for all machines alike.
lock:
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml build-requirements.in -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml build-requirements.in --all-extras --group dev -c requirements.lock -o requirements-dev.lock

# Says what it could not look up; `make audit ALL=--all` fails then, for a release.
audit: $(VENV)/dev.done
	$(BIN)/python scripts/check_licences.py
	$(BIN)/python scripts/check_advisories.py $(ALL)

clean:
	rm -rf $(VENV) demo-out node_modules
