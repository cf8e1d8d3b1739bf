# make run   install on first use, then match music to an example picture (or PICTURE=path)
# make test  install what tests need, then check and test everything
# make fuzz  look for inputs that break what tests say of all inputs (long)

PYTHON ?= python3
PICTURE ?= examples/astronaut.jpg
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/.stamps
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.DEFAULT_GOAL := help
.PHONY: help run test lint unit fuzz clean

help:
	@sed -n 's/^# make /make /p' Makefile

run: $(STAMPS)/run
	@$(BIN)/affetto library add --starter --quiet
	@$(BIN)/affetto match "$(PICTURE)"

test: lint unit

lint: $(STAMPS)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: $(STAMPS)/dev
	$(BIN)/python -m pytest

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

$(STAMPS)/dev: $(STAMPS)/venv pyproject.toml constraints.txt
	@echo "Installing what tests need (once)..."
	@$(PIP) --editable '.[dev]'
	@touch $@ $(STAMPS)/run

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
