# AI compass: everything a newcomer types. `make` alone prints the list.
.POSIX:
.SUFFIXES:
.PHONY: help demo serve test lint check docs lock clean

BIN = .venv/bin
SETUP = scripts/install.sh scripts/common.sh pyproject.toml requirements-build.lock

help: ## print this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'

demo: .venv/.runtime ## evaluate the sample assessment and write its report, HTML and PDF, in both languages
	@sh scripts/demo.sh

serve: .venv/.runtime ## open the web application on this machine
	@$(BIN)/compass serve

test: .venv/.test ## run every test
	@sh scripts/pango.sh
	@$(BIN)/pytest -q -n auto

lint: .venv/.test ## check style, format and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --strict compass

check: .venv/.runtime ## check every questionnaire and assessment of the checkout
	@$(BIN)/compass check

docs: .venv/.runtime ## write the reference pages that are made from the program: docs/errors.md, docs/keys.md, docs/modules.md
	@$(BIN)/python scripts/write_docs.py

lock: .venv/.test ## renew the lock files from pyproject.toml (slow: hashes every file of every release)
	@sh scripts/lock.sh

clean: ## remove what make made: .venv, out, build and caches
	@rm -rf .venv out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.runtime: requirements.lock $(SETUP)
	@sh scripts/install.sh requirements.lock
	@touch $@

.venv/.test: requirements-test.lock .venv/.runtime
	@sh scripts/install.sh requirements-test.lock
	@touch $@
