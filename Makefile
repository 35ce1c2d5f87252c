# What people run. `make help` lists it. PYTHON= chooses the interpreter; the newest of 3.10 and up is the default.

PYTHON ?= $(shell for minor in 14 13 12 11 10; do \
	command -v python3.$$minor >/dev/null && python3.$$minor -c "" 2>/dev/null && echo python3.$$minor && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
CODE := cultuurraad_wagtail example_site tests bench

.PHONY: help test lint demo bench bench-inventory bench-evaluation load messages compilemessages clean

help: ## This list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

$(READY): setup.cfg pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.10 or newer is needed; name it with PYTHON=…"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -qq --upgrade pip
	$(BIN)/python -m pip install -qq --editable '.[dev]'
	@touch $(READY)

test: $(READY) lint ## Lint and all tests; what the machine lacks is skipped and named (ARGS= goes to pytest)
	$(BIN)/python -m pytest -n $(or $(WORKERS),auto) $(ARGS)

lint: $(READY) ## Style of the code and of the templates
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/djlint --lint --quiet cultuurraad_wagtail example_site

demo: ## A small council site with content, served on this machine (PORT=, RESET=1, SERVE=0)
	PYTHON="$(PYTHON)" bash example_site/demo.sh

bench: $(READY) ## Times, queries and bytes of each public view, of the calendars, and of many answers (ARGS= goes to the first)
	$(BIN)/python -m bench.run $(ARGS)
	$(BIN)/python -m bench.calendars
	$(BIN)/python -m bench.evaluation

bench-inventory: $(READY) ## Time, queries and memory of an import of 1,000 rows, and of a preview of 10,000
	$(BIN)/python -m bench.inventory $(ARGS)

bench-evaluation: $(READY) ## Counting, results, exports and the register at 10,000 and 100,000 answers
	$(BIN)/python -m bench.evaluation $(ARGS)

load: $(READY) ## 200 answers to a form from 8 visitors at once; LOAD_POSTGRES_URL names the database
	$(BIN)/python -m bench.load_feedback $(ARGS)

messages: $(READY) ## Collect the messages of the source into the Dutch and French catalogues
	cd cultuurraad_wagtail && ../$(BIN)/python -m django makemessages --locale=nl --locale=fr --no-location --no-obsolete

compilemessages: $(READY) ## Compile both catalogues
	cd cultuurraad_wagtail && ../$(BIN)/python -m django compilemessages

clean: ## Remove the environment and what the tests leave behind
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .ruff_cache .import_linter_cache .hypothesis .demo
