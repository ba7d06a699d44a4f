# Everything a newcomer needs: make run, make test. `make help` lists the rest.
# The newest Python that runs; PYTHON=python3.12 chooses another. An environment that is there already is kept.
PYTHON ?= $(shell sh tests/pythons | head -n 1 | cut -d ' ' -f 2-)
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 5000
# Tests run in so many processes, each with a database of its own.
WORKERS ?= $(shell nproc 2>/dev/null || getconf _NPROCESSORS_ONLN)
PYTEST := $(BIN)/python -m pytest --durations=10 -n $(WORKERS) --dist worksteal
# The tests are compiled once and not in each worker anew, whatever the environment says.
export PYTHONDONTWRITEBYTECODE :=
DISCLOSURE := portal/reports/minimum_contributors.py,portal/reports/suppression.py,portal/reports/disclosure.py,portal/reports/editions.py

.DEFAULT_GOAL := help
.PHONY: help run test quick test-moments test-pythons without-browsers storm mutants bench coverage check format messages pictures clean

help: ## What can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

$(VENV)/run: requirements.txt
	@test -x $(BIN)/python || test -n "$(PYTHON)" || { echo "No Python from 3.11 on runs here." >&2; exit 1; }
	@test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/dev: requirements-dev.txt $(VENV)/run
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

run: $(VENV)/run ## Serve on http://127.0.0.1:5000 (PORT= for another), with a demo year on the first start
	@PORT=$(PORT) $(BIN)/python app.py

test: $(VENV)/dev ## All tests: SQLite, browsers and servers, and PostgreSQL where the database matters
	@result=0; \
	$(PYTEST) || result=1; \
	echo "On PostgreSQL:"; \
	TEST_DATABASE=postgresql $(PYTEST) --everything-asked -m "not storm and not browser and not once" || result=1; \
	exit $$result

quick: $(VENV)/dev ## Tests within a minute: SQLite alone, without browsers, servers and the slow ones
	@$(PYTEST) -m "not storm and not browser and not slow"

test-moments: $(VENV)/dev ## What depends on time, at each moment of tests/moments.py (PORTAL_TEST_MOMENT= chooses one)
	@result=0; \
	for moment in $${PORTAL_TEST_MOMENT:-$$($(BIN)/python -m tests.moments | cut -d' ' -f1)}; do \
		echo "At $$moment:"; \
		PORTAL_TEST_MOMENT=$$moment $(PYTEST) -q -m moments || result=1; \
	done; \
	exit $$result

test-pythons: ## The tests without browsers on each Python from 3.11 on, those of pyenv too
	@sh tests/pythons --all | { result=0; while read -r version python; do \
		echo "Python $$version: $$python"; \
		$(MAKE) --no-print-directory VENV="build/venv-$$version" PYTHON="$$python" without-browsers </dev/null || result=1; \
	done; exit $$result; }

without-browsers: $(VENV)/dev
	@$(PYTEST) -m "not storm and not browser"

storm: $(VENV)/dev ## The long storms: races on seats, many times over
	@$(BIN)/python -m pytest -m storm
	@TEST_DATABASE=postgresql $(BIN)/python -m pytest -m storm

mutants: $(VENV)/dev ## Change forms and rules one line at a time: at most one change in twenty may go unnoticed
	@$(BIN)/python -m tests.mutants

bench: $(VENV)/dev ## Speed, size and memory as ratios within one run
	@$(BIN)/python -m tests.bench

coverage: $(VENV)/dev ## Every branch of access, sessions, the list and disclosure control must be walked
	@$(BIN)/coverage run -m pytest -q -m "not storm and not browser" tests/accounts tests/signups \
		tests/sweeps/test_access.py tests/planning tests/reports
	@$(BIN)/coverage report --show-missing --fail-under=100 \
		--include "portal/core/access.py,portal/accounts/sessions.py,portal/signups/*.py,$(DISCLOSURE)" \
		--omit "*views.py,*queries.py,*list_pages.py,portal/signups/lists.py"

check: $(VENV)/dev ## Ruff and mypy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(VENV)/dev ## Lay out the code
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

messages: $(VENV)/dev ## Gather the strings of code and templates into the catalogues
	@$(BIN)/flask --app app translations update

pictures: $(VENV)/dev ## Take the README's pictures and those of shared links anew
	@$(BIN)/python -m tests.browser.previews
	@$(BIN)/python -m tests.browser.pictures

clean: ## Remove what can be made again; instance/ with its data stays
	rm -rf $(VENV) build/venv-* .ruff_cache .mypy_cache .pytest_cache .hypothesis
