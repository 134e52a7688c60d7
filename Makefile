# `make run` and `make test` set everything up by themselves; the second time costs seconds. What serves needs less than
# what is worked on: `run` and `setup` install no tools.
PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: run test setup check judge train crash soak fuzz bench test-telegram test-discord lock

run: .venv/.ready
	$(BIN)/schoolgate run

test: .venv/.tested check
	$(BIN)/python -m pytest -n auto

# The Discord adapter through the real library, against a server on loopback; every request checked, figures at the end.
test-discord: .venv/.tested
	$(BIN)/python -m pytest tests/discord

setup: .venv/.ready

check: .venv/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_architecture.py

# The real adapter against a Bot API server of its own on this machine; tells how much of it was held against Telegram's
# own shapes.
test-telegram: .venv/.tested
	PYTHONPATH=tests:tests/telegram $(BIN)/python -m pytest -q -p telegram_figures tests/telegram

# How well the shipped rules judge: labelled cases, others nobody tuned anything by, every kind of message the domain
# knows, everyday talk, disguises, fairness, and what the learned reader adds. No figure may be below its floor in
# tests/judge/floor.yaml; `make test` holds it to that too.
judge: .venv/.tested
	$(BIN)/python tests/judge/judge.py

# Learns the reader of data/reader anew from data/training; a few minutes, and the same weights every time.
train: .venv/.trains
	$(BIN)/python training/train.py

# Kills a worker 200 times while it handles 2,000 messages: what is kept must be what an undisturbed one keeps.
crash: .venv/.tested
	PYTHONPATH=tests $(BIN)/python tests/crash/crash.py

# An hour of 50 messages a second through the whole path; shorter with: make soak SECONDS=180
SECONDS := 3600
soak: .venv/.tested
	PYTHONPATH=tests $(BIN)/python tests/soak/soak.py --seconds $(SECONDS)

# Garbage grown from good input, on all that reads what the world sends, an hour each; shorter with: make fuzz SECONDS=60
fuzz: .venv/.tested
	PYTHONPATH=tests:tests/discord:tests/fuzz $(BIN)/python tests/fuzz/fuzz.py --seconds $(SECONDS)

# What a message costs, beside other detectors and the platforms' own libraries; writes docs/benchmarks.md. Five
# minutes; two, printed only, with: make bench QUICK=1
bench: .venv/.benched
	PYTHONPATH=tests:tests/discord:tests/telegram $(BIN)/python benchmarks/bench.py $(if $(QUICK),--quick)

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

.venv/.trains: requirements-train.lock .venv/.ready
	$(INSTALL) --require-hashes -r requirements-train.lock
	@touch $@

# The peers that run on node are measured where there is one.
.venv/.benched: requirements-bench.lock benchmarks/peers/package-lock.json .venv/.tested
	$(INSTALL) --require-hashes -r requirements-bench.lock
	if command -v npm; then npm ci --prefix benchmarks/peers --no-audit --no-fund; fi
	@touch $@

# For whoever changes a dependency: needs uv (pip install uv).
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links --group dev pyproject.toml -o requirements-dev.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links --constraint requirements-dev.lock --group build pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links --constraint requirements-dev.lock --group train pyproject.toml -o requirements-train.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links --constraint requirements-dev.lock --group bench pyproject.toml -o requirements-bench.lock
