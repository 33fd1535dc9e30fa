# make help lists what there is.
SHELL := /bin/bash
# python3, or the newest one if that is too old; or the one that is named: make PYTHON=python3.12 …
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install -q --disable-pip-version-check
COMPILE = $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
  --custom-compile-command "make lock"
UV = $(or $(shell command -v uv),.venv/uv/bin/uv)
ARGS ?=

.PHONY: help demo run test crash year lint check fmt lock bench
help: ## this list
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 10

demo: .venv/runtime ## a week with Carla and Anna, then the playground   ARGS="--no-serve --start 2026-10-22"
	@$(BIN)/baton demo $(ARGS)

run: .venv/runtime ## Baton on every platform whose tokens are set
	@$(BIN)/baton run

test: .venv/tests ## all tests   ARGS="-k handoff"
	@$(BIN)/python -m pytest -n 2 --dist loadfile -q $(ARGS)

crash: .venv/tests ## kills the program while it delivers; nothing lost, nothing twice   ARGS="--kills 20"
	@$(BIN)/python -m tests.benchmarks.crash $(ARGS)

year: .venv/tests ## a simulated year: nothing at the wrong time, nothing missing   ARGS="--pairs 50 --seed 2"
	@$(BIN)/python -m tests.benchmarks.year $(ARGS)

bench: .venv/tests ## what people feel, each as a ratio to its baseline   ARGS="--only command --json bench.json"
	@$(BIN)/python -m tests.benchmarks.bench $(ARGS)

lint: .venv/tests ## format, lint, types, imports
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

check: lint test ## lint and all tests: before every commit

fmt: .venv/tests ## formats and sorts
	@$(BIN)/ruff check --fix-only -q .
	@$(BIN)/ruff format -q .

lock: $(UV) ## pins anew what pyproject.toml asks for   ARGS="--upgrade"
	@$(COMPILE) $(ARGS) pyproject.toml --group build -o requirements.lock
	@$(COMPILE) $(ARGS) --group dev -c requirements.lock -o requirements-dev.lock

.venv/python:
	@test -n "$(PYTHON)" || { echo "Baton needs Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "Python lacks venv; on Debian: apt install python3-venv"; exit 1; }
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/runtime: .venv/python requirements.lock pyproject.toml
	@echo "Setting up .venv …"
	@$(PIP) --require-hashes --no-deps -r requirements.lock
	@$(PIP) --no-build-isolation --no-deps -e .
	@touch $@

.venv/tests: .venv/runtime requirements-dev.lock
	@echo "Setting up what the tests need …"
	@$(PIP) --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

.venv/uv/bin/uv: .venv/python
	@$(PYTHON) -m venv .venv/uv
	@.venv/uv/bin/python -m pip install -q --disable-pip-version-check uv
