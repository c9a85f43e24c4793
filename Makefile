# Two commands: `make demo` builds the graph and asks it; `make test` runs every check.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test format docs clean readers

# Source texts, if they are at hand, so that quotes are checked and shown.
demo: export KG_TEXTS ?= $(firstword $(wildcard texts ../shared/texts))
demo: $(VENV)/installed
	$(BIN)/kg build
	$(BIN)/kg ask policy-targets
	$(BIN)/kg ask flow-figures --flow afghans-leaving-pakistan-2025
	$(BIN)/kg ask denied-claims

test: $(VENV)/installed-test readers
	$(BIN)/ruff format --check kg tests benchmarks
	$(BIN)/ruff check kg tests benchmarks
	$(BIN)/mypy kg tests benchmarks
	$(BIN)/pytest -n auto --dist worksteal --durations=20

format: $(VENV)/installed-test
	$(BIN)/ruff format kg tests benchmarks
	$(BIN)/ruff check --fix kg tests benchmarks

# Graph libraries in JavaScript, which read in tests what is exported.
READERS := tests/node/node_modules
ifeq ($(shell command -v npm),)
readers:
	@echo "NO JAVASCRIPT READERS: npm is missing, exported graphs are read by fewer tools" >&2
else
readers: $(READERS)/installed
endif

$(READERS)/installed: tests/node/package.json
	@npm install --prefix tests/node --no-package-lock --no-audit --no-fund --silent \
	  && touch $@ || echo "NO JAVASCRIPT READERS: npm could not install them" >&2

# The pages that are made from what they describe; a test fails when one is stale.
docs: $(VENV)/installed-test
	$(BIN)/python -m tests.docs
	$(BIN)/python -m tests.docs.console

clean:
	rm -rf $(VENV) $(READERS) build dist

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/installed-test: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	touch $@ $(VENV)/installed
