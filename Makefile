# make demo   a portal and its sub-sites with content, on http://localhost:8000/
# make test   all tests
# Everything is installed into .venv/ and written to var/; `make clean` removes what can be made again.

PORT ?= 8000
JOBS ?= 2
SUITABLE = command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do $(SUITABLE) && echo $$p && break; done)
PY := .venv/bin/python
MANAGE := $(PY) manage.py
# Enough of an environment for commands that look at the code only.
KEY = $$($(PY) -c 'import secrets; print(secrets.token_urlsafe(50))')

.PHONY: help setup runtime demo test coverage lint format types migrations-check deploy-check messages messages-check screens bench proof production-check clean check

help:
	@sed -n 's/^# make/make/p' Makefile
	@echo "make setup | coverage | lint | format | types | migrations-check | deploy-check | messages | screens | bench | proof | production-check | clean"

setup: check
	@$(PYTHON) scripts/setup.py --dev

runtime: check
	@$(PYTHON) scripts/setup.py

check:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found. On Debian and Ubuntu: sudo apt install python3 python3-venv"; exit 1; }

demo: runtime
	@$(PY) scripts/demo.py --port $(PORT)

test: setup
	@$(PY) -m tests.chromium || test "$$BROWSER_TESTS" != required
	$(PY) -m pytest -n $(JOBS) $(TESTS)

# Takes twice as long as the tests alone.
coverage: setup
	$(PY) -m pytest -n $(JOBS) --cov --cov-report=term:skip-covered $(TESTS)

lint: setup
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/djlint templates --check --quiet
	.venv/bin/djlint templates --lint --quiet

format: setup
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .
	.venv/bin/djlint templates --reformat --quiet

types: setup
	.venv/bin/mypy .

migrations-check: setup
	SECRET_KEY=$(KEY) $(MANAGE) makemigrations --check --dry-run

# As in production: https, a key of its own, no DEBUG; every warning counts.
deploy-check: setup
	SECRET_KEY=$(KEY) HTTPS=on DEBUG=off DEMO=off $(MANAGE) check --deploy --fail-level WARNING

# Needs a running demonstration: make demo.
screens: setup
	$(PY) -m scripts.screens --base http://localhost:$(PORT)

messages: setup
	$(PY) -m scripts.messages

messages-check: setup
	$(PY) -m scripts.messages --check

# All of them, also when one falls short; those that need a PostgreSQL or a corpus that is not there say so.
BENCHMARKS = $(basename $(notdir $(wildcard benchmarks/*_speed.py))) search_quality peers
bench: setup
	@short=; for name in $(BENCHMARKS); do echo "== $$name"; $(PY) -m benchmarks.$$name || short="$$short $$name"; done; \
	$(PY) -m benchmarks.report; \
	test -z "$$short" || { echo "less than promised:$$short"; exit 1; }

# Kills web workers and the fold while 100 000 pages are asked for, and counts afterwards.
proof: setup
	$(PY) -m scripts.proof $(PROOF)
	@if command -v nginx >/dev/null; then $(PY) -m scripts.proof_front $(PROOF); else echo "nginx is not in PATH: nothing was proven of its log"; fi

# Starts the stack of deploy/ here and takes its parts away; 2 when nginx, PostgreSQL or Redis is missing.
production-check: setup
	@$(PY) -m scripts.production_check $(CHECK)

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage .coverage.* htmlcov build *.egg-info var/demo var/static
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
