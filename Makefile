# Two commands: `make demo` builds the graph, asks it and writes a page of everything;
# `make test` runs every check.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

# Tests begin thousands of processes, each of which would compile whatever it imports.
unexport PYTHONDONTWRITEBYTECODE

# uv installs in seconds what pip needs a minute of the processor for.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile
UV := $(BIN)/uv pip install --quiet --python $(BIN)/python
define install
	$(PYTHON) -m venv $(VENV)
	{ $(PIP) uv && $(UV) --editable $(1); } || $(PIP) --editable $(1)
endef

.PHONY: demo test types suite format docs clean readers web browser virtuoso

# Source texts, if they are at hand, so that quotes are checked and shown.
demo: export KG_TEXTS ?= $(firstword $(wildcard texts ../shared/texts))
demo: $(VENV)/installed web
	$(BIN)/kg build
	$(BIN)/kg ask policy-targets
	$(BIN)/kg ask flow-figures --flow afghans-leaving-pakistan-2025
	$(BIN)/kg ask denied-claims
	$(BIN)/kg site -o build/site
	@echo "Open file://$(CURDIR)/build/site/index.html in a browser; $(BIN)/kg serve serves the same."

test:
	@$(MAKE) --no-print-directory -j2 $(VENV)/installed-test readers web virtuoso
	@$(MAKE) --no-print-directory -j2 types suite

# Types are checked while the first tests begin: both wait for the machine in turn.
types:
	$(BIN)/ruff format --check kg tests benchmarks
	$(BIN)/ruff check kg tests benchmarks
	$(BIN)/mypy kg tests benchmarks

# One process more than there are cores: some wait for a browser, a server or a lock.
# They find the tests' modules compiled, as none of them need do on its own.
suite:
	@$(BIN)/pytest --collect-only -qq >/dev/null 2>&1 || true
	$(BIN)/pytest -n $$(($$(getconf _NPROCESSORS_ONLN) + 1)) --dist worksteal --durations=20

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

# What runs in a browser, built from web/; pages work without it.
APP := kg/pages/static/app
ifeq ($(shell command -v npm),)
web:
	@echo "NO SCRIPTS ON PAGES: npm is missing; pages work, without suggestions or views to explore" >&2
else
web: $(APP)/app.js
endif

$(APP)/app.js: web/package-lock.json web/.npmrc web/tsconfig.json $(wildcard web/*.ts web/src/* web/src/*/*)
	@(cd web && { [ node_modules/.package-lock.json -nt package-lock.json ] \
	    || npm ci --silent --ignore-scripts; } && npm run --silent build) \
	  || echo "NO SCRIPTS ON PAGES: npm could not build them; pages work without" >&2

# A browser for the tests of pages: Debian's, where packages can be installed.
CHROMIUM := apt-get install -y -qq --no-install-recommends chromium >/dev/null 2>&1
browser:
	@command -v chromium >/dev/null \
	  || { [ "$$(id -u)" = 0 ] && { $(CHROMIUM) || { apt-get update -qq >/dev/null 2>&1 && $(CHROMIUM); }; }; } \
	  || echo "NO BROWSER: chromium is missing, no page is tested in one" >&2

# Another engine to compare answers with, where packages can be installed; after the
# browser, as one installation waits for no other.
virtuoso: browser
	@command -v virtuoso-t >/dev/null \
	  || { [ "$$(id -u)" = 0 ] && apt-get install -y -qq --no-install-recommends \
	    virtuoso-opensource-7-bin >/dev/null 2>&1; } \
	  || echo "NO VIRTUOSO: answers are compared with fewer engines" >&2

# The pages that are made from what they describe; a test fails when one is stale.
docs: $(VENV)/installed-test
	$(BIN)/python -m tests.docs
	$(BIN)/python -m tests.docs.console

clean:
	rm -rf $(VENV) $(READERS) web/node_modules $(APP) build dist

$(VENV)/installed: pyproject.toml
	$(call install,'.[serve]')
	touch $@

$(VENV)/installed-test: pyproject.toml
	$(call install,'.[test]')
	touch $@ $(VENV)/installed
