# make run   install on first use, then match music to an example picture (or PICTURE=path)
# make serve the same as a web page, at http://127.0.0.1:8000 (or PORT=8080)
# make web   build the page anew where its sources changed
# make test  install what tests need, then check and test everything
# make fuzz  look for inputs that break what tests say of all inputs (long)

PYTHON ?= python3
PICTURE ?= examples/astronaut.jpg
PORT ?= 8000
# Processes that test side by side.
WORKERS ?= 2
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/.stamps
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

PAGE := src/affetto/api/web/dist/index.html
PAGE_SOURCES := $(wildcard examples/*.jpg) \
	$(shell find web -path web/node_modules -prune -o -type f -print)

.DEFAULT_GOAL := help
.PHONY: help run serve web test lint unit page journeys fuzz clean

help:
	@sed -n 's/^# make /make /p' Makefile

run: $(STAMPS)/run
	@$(BIN)/affetto library add --starter --quiet
	@$(BIN)/affetto match "$(PICTURE)"

serve: $(STAMPS)/web $(PAGE)
	@$(BIN)/affetto serve --port $(PORT)

web: $(PAGE)

# Checks that keep one core busy run side by side.
test:
	@$(MAKE) --no-print-directory --jobs 2 lint page
	@$(MAKE) --no-print-directory unit journeys

lint: $(STAMPS)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Modules stay together, for what a module shares is costly, and in order: the few that take longest
# are not left to the end, when there is nothing else to do beside them.
SIDE_BY_SIDE := --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder

unit: $(STAMPS)/dev $(STAMPS)/servers $(STAMPS)/mpd
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) --ignore tests/e2e/web

page: $(STAMPS)/dev $(PAGE)
	$(BIN)/python tools/run_npm.py lint test size

journeys: $(STAMPS)/dev $(STAMPS)/chromium $(PAGE)
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) tests/e2e/web

fuzz: $(STAMPS)/dev
	AFFETTO_HYPOTHESIS_PROFILE=fuzz $(BIN)/python -m pytest --timeout 0 \
		$$(grep --recursive --files-with-matches '^from hypothesis import' tests/unit)

# A stamp is younger than what it installs from; `make` then has nothing to do.
$(STAMPS)/venv:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Affetto needs Python 3.11 or newer: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	mkdir -p $(STAMPS)
	touch $@

$(STAMPS)/run: $(STAMPS)/venv pyproject.toml constraints.txt
	@echo "Installing Affetto (once)..."
	@$(PIP) --editable .
	@touch $@

$(STAMPS)/web: $(STAMPS)/venv pyproject.toml constraints.txt
	@echo "Installing the web service (once)..."
	@$(PIP) --editable '.[web]'
	@touch $@ $(STAMPS)/run

$(STAMPS)/dev: $(STAMPS)/venv pyproject.toml constraints.txt
	@echo "Installing what tests need (once)..."
	@$(PIP) --editable '.[dev]'
	@touch $@ $(STAMPS)/run $(STAMPS)/web

APT_INSTALL := apt-get install --yes --quiet=2 --no-install-recommends
define apt_install
if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	echo "Installing Debian's $(1) (once)..."; \
	$(APT_INSTALL) $(1) >/dev/null \
	|| { apt-get update --quiet=2 && $(APT_INSTALL) $(1) >/dev/null; } || true; \
fi
endef

# Servers that tests talk to, away from what Affetto itself is made of. Where they may not be
# installed, the tests that need them are skipped and say what is missing.
$(STAMPS)/servers: $(STAMPS)/venv tests/servers/requirements.txt
	@echo "Installing servers that tests talk to (once)..."
	@$(PYTHON) -m venv --clear $(VENV)/servers \
		&& $(VENV)/servers/bin/python -m pip install --quiet --disable-pip-version-check \
			--requirement tests/servers/requirements.txt \
		|| rm -rf $(VENV)/servers
	@touch $@

# Debian's packages are installed where that may be done; elsewhere what needs them is skipped.
$(STAMPS)/mpd: $(STAMPS)/venv
	@command -v mpd >/dev/null || $(call apt_install,mpd)
	@touch $@

$(STAMPS)/chromium: $(STAMPS)/venv
	@command -v chromium chromium-browser google-chrome >/dev/null || $(call apt_install,chromium)
	@touch $@

$(PAGE): $(STAMPS)/venv $(PAGE_SOURCES)
	@echo "Building the page..."
	@$(BIN)/python tools/run_npm.py build
	@touch $@

clean:
	rm -rf $(VENV) build dist src/affetto/api/web/dist web/node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
