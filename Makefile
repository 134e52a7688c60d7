# `make run` and `make test` set everything up by themselves; the second time costs seconds.
PYTHON ?= python3
BIN := .venv/bin
CASES := tests/data/cases
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: run test test-discord setup check judge lock

run: .venv/.ready
	$(BIN)/schoolgate run

test: .venv/.tested check
	$(BIN)/python -m pytest -n auto

# The Discord adapter through the real library, against a server on loopback.
test-discord: .venv/.tested
	$(BIN)/python -m pytest tests/discord

setup: .venv/.tested

check: .venv/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_architecture.py

# How well the shipped rules judge: labelled cases, every kind of message the domain knows, everyday talk, disguises.
JUDGED := --min flagged=0.85 --max false_alarm=0.03 --min escalated=0.90 --min target=0.75
judge: .venv/.tested
	@failed=0; \
	$(BIN)/schoolgate check --json --register $(CASES)/registers.json $(CASES)/cases.jsonl \
	| $(BIN)/python tests/judge/score.py $(CASES)/cases.jsonl $(JUDGED) || failed=1; \
	for part in domain everyday disguises; do echo; $(BIN)/python tests/judge/$$part.py || failed=1; done; \
	exit $$failed

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Schoolgate needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another with: make PYTHON=python3.12 run")'
	$(PYTHON) -m venv .venv

.venv/.ready: requirements.lock pyproject.toml | .venv/bin/python
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-build-isolation --no-deps --editable .
	@touch $@

.venv/.tested: requirements-dev.lock .venv/.ready
	$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

# For whoever changes a dependency: needs uv (pip install uv).
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links --group dev pyproject.toml -o requirements-dev.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links --constraint requirements-dev.lock --group build pyproject.toml -o requirements.lock
