# make help lists what there is.
SHELL := /bin/bash
# The newest Python from 3.11 on, unless another one is named: make PYTHON=python3.12 …
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
ARGS ?=

.PHONY: help demo run test check fmt lock
help: ## this list
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 10

demo: .venv/runtime ## a week with Carla and Anna, then the playground   ARGS="--no-serve --start 2026-10-22"
	@$(BIN)/baton demo $(ARGS)

run: .venv/runtime ## Baton on every platform whose tokens are set
	@$(BIN)/baton run

test: .venv/tests ## all tests   ARGS="-k handoff"
	@$(BIN)/python -m pytest -n 2 --dist loadfile -q $(ARGS)

check: .venv/tests ## format, lint, types, imports, tests: before every commit
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(MAKE) --no-print-directory test

fmt: .venv/tests ## formats and sorts
	@$(BIN)/ruff check --fix-only -q .
	@$(BIN)/ruff format -q .

lock: ## writes the requirements anew from pyproject.toml (needs uv)
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	  --custom-compile-command "make lock" --group dev pyproject.toml -o requirements.lock

.venv/python:
	@test -n "$(PYTHON)" || { echo "Baton needs Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Python can't make a virtual environment; on Debian: apt install python3-venv"; exit 1; }
	@touch $@

.venv/runtime: .venv/python requirements.lock pyproject.toml
	@echo "Setting up .venv …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

.venv/tests: .venv/runtime
	@touch $@
