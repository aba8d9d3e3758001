# make setup · check · test · demo · bench · train · clean
PYTHON ?= python3.11
BIN := .venv/bin
STAMP := .venv/.ready
SIZES ?= 99 1000 3321

.PHONY: setup check test demo bench train lock clean

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed: apt-get install python3.11 python3.11-venv (or make PYTHON=/path/to/python3.11)"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: setup
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		(apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >/dev/null) \
		|| echo "PostgreSQL could not be installed; its tests are skipped: apt-get install postgresql"; \
	else echo "PostgreSQL is missing, its tests are skipped: sudo apt-get install postgresql"; fi
	$(BIN)/python -m pytest

demo: setup
	$(BIN)/tonghop demo demo-out || [ $$? -eq 3 ]

bench: setup
	$(BIN)/python -m bench.run_benchmark $(SIZES)
	$(BIN)/python -m bench.measure_scans
	$(BIN)/python -m bench.measure_audit

train: setup
	$(BIN)/python -m bench.train_second_reader

lock: setup
	$(BIN)/pip-compile --quiet --generate-hashes --extra dev --allow-unsafe --no-strip-extras --no-header \
		--no-emit-index-url --no-emit-find-links --no-emit-trusted-host -o requirements.lock pyproject.toml

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache bench-out demo-out dist
