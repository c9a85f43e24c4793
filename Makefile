# Two commands: `make demo` builds the graph and asks it; `make test` runs every check.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test format docs clean

# Source texts, if they are at hand, so that quotes are checked and shown.
demo: export KG_TEXTS ?= $(firstword $(wildcard texts ../shared/texts))
demo: $(VENV)/installed
	$(BIN)/kg build
	$(BIN)/kg ask policy-targets
	$(BIN)/kg ask flow-figures --flow afghans-leaving-pakistan-2025
	$(BIN)/kg ask denied-claims

test: $(VENV)/installed-test
	$(BIN)/ruff format --check kg tests benchmarks
	$(BIN)/ruff check kg tests benchmarks
	$(BIN)/mypy kg tests benchmarks
	$(BIN)/pytest -n auto

format: $(VENV)/installed-test
	$(BIN)/ruff format kg tests benchmarks
	$(BIN)/ruff check --fix kg tests benchmarks

# Pages made from what the tests expect; a test fails when one is stale.
docs: $(VENV)/installed-test
	$(BIN)/python -m tests.read.amounts_page
	$(BIN)/python -m tests.export.lint.page

clean:
	rm -rf $(VENV) build dist

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/installed-test: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	touch $@ $(VENV)/installed
