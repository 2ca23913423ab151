# make demo    a shop's blog to click through           make test    everything that CI runs
# make bench   how fast it is, beside what it is measured against

# Where the virtual environment goes, which Python makes it (found by itself), and versions to hold
# it to: make test VENV=.venv-lts CONSTRAINTS="wagtail~=7.4.0 Django~=5.2.0"
VENV ?= .venv
PYTHON ?=
CONSTRAINTS ?=
# Port of the example site; without one, 8000 or the next that is free.
PORT ?=
# More for pytest: make test ARGS="-x -k ranking"
ARGS ?=

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
INSTALL := $(PIP) install --progress-bar off --editable
PYTEST := $(BIN)/python -m pytest --numprocesses=auto --maxprocesses=8 --dist=worksteal $(ARGS)

export PYTHONUNBUFFERED = 1

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help demo test test-sqlite test-postgres lint migrations bench screens clean FORCE

help: ## Show this help
	@echo "wagtail_peersupport: comments under a Wagtail blog become support threads"
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "  PYTHON=/path/to/python3 and PORT=8080 may follow."

demo: $(VENV)/.installed-demo ## Set up and serve the example blog (Ctrl+C ends it)
	@$(BIN)/python example_site/manage.py demo $(if $(PORT),--port $(PORT))

test: lint migrations test-sqlite test-postgres ## Set up and run every check and test

test-sqlite: $(VENV)/.installed-test ## Run the tests on SQLite, browser included
	TEST_DATABASE= $(PYTEST) -m "not postgres"

test-postgres: $(VENV)/.installed-test ## Run the tests that touch the database on PostgreSQL
	$(BIN)/python -m tests.servers $(PYTEST) -m "not browser and not once"

lint: $(VENV)/.installed-test ## Check style, types and rooms
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

migrations: $(VENV)/.installed-test ## Check that the models have their migrations
	$(BIN)/python -m django check --settings=tests.settings --fail-level=WARNING
	$(BIN)/python -m django makemigrations --settings=tests.settings --check --dry-run
	EXAMPLE_SITE_VAR=$(VENV) $(BIN)/python example_site/manage.py makemigrations --check --dry-run

bench: $(VENV)/.installed-test ## Set up and measure how fast it is; BENCH_JSON=file keeps the figures
	$(BIN)/python -m tests.bench.run $(ARGS)

screens: $(VENV)/.installed-test ## Take the pictures of docs/screens.md anew
	$(BIN)/python -m tests.screens.run $(ARGS)

clean: ## Remove the virtual environment and the tools' caches
	rm -rf $(VENV) .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

# Set up ------------------------------------------------------------------------------------------

$(BIN)/python:
	@.ci/make-venv "$(VENV)" "$(PYTHON)"

# Changes when other versions are asked for.
$(VENV)/.constraints: $(BIN)/python FORCE
	@echo "$(CONSTRAINTS)" | cmp -s - $@ || echo "$(CONSTRAINTS)" > $@

$(VENV)/.installed-demo: pyproject.toml $(VENV)/.constraints
	@echo "Installing what the example site needs (once, about a minute)"
	@$(INSTALL) ".[demo]" $(CONSTRAINTS)
	@touch $@

$(VENV)/.installed-test: pyproject.toml $(VENV)/.constraints
	@echo "Installing what the tests need (once, about two minutes)"
	@$(INSTALL) ".[demo,rq,test]" $(CONSTRAINTS)
	@touch $@
