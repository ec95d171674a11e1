# Portefeuille: `make` lists what it can do.
.DEFAULT_GOAL := help
SHELL := /bin/bash

PYTHON ?= python3
RUN := .venv/bin
DEV := .venv-dev/bin
ROOMS := tui screens models
ARGS ?=
# Some tests wait for a process or a disk: one worker more than there are cores, while they are few.
WORKERS ?= $(shell n=$$(nproc); echo $$((n < 4 ? n + 1 : n)))
DEBIANS = $(shell /usr/bin/python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')
# Four workers would each compile all the tests, at every run.
unexport PYTHONDONTWRITEBYTECODE
LOCK := --quiet --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
  --no-emit-options --no-header --strip-extras --allow-unsafe

.PHONY: help run demo test interpreters check lint format types layers lock setup wheel docs \
  deb snapshots pictures faults bench atelier console clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

run: $(RUN)/.ready ## open Portefeuille on the embedded database (ARGS="--base …" for another)
	@$(RUN)/python -P -c 'import sys; sys.path.insert(0, "."); from tui.__main__ import program; program()' $(ARGS)

demo: $(RUN)/.ready ## open a fictitious portfolio, of which nothing is kept
	@$(MAKE) --no-print-directory run ARGS=--demo

test: $(DEV)/.ready ## the whole suite
	$(DEV)/python -m pytest -n $(WORKERS) $(ARGS)

interpreters: $(DEV)/.ready ## the main verbs on the newest other Python of this machine; in full by `make faults`
	@.ci/interpreters $(ARGS)

# The tests on one core, all the rest on the other until it has done; what each says comes whole.
check: $(DEV)/.ready ## what CI runs
	@$(MAKE) --no-print-directory -j2 --output-sync=target test lint types layers

lint: $(DEV)/.ready ## ruff: rules and format
	$(DEV)/ruff check .
	$(DEV)/ruff format --check .

format: $(DEV)/.ready ## let ruff mend what it can
	$(DEV)/ruff check --fix .
	$(DEV)/ruff format .

types: $(DEV)/.ready ## mypy --strict
	$(DEV)/mypy

layers: $(DEV)/.ready ## the import contracts
	PYTHONPATH=. $(DEV)/lint-imports

setup: $(DEV)/.ready ## the development environment only

.venv/bin/.ready: requirements.txt
	@$(MAKE) --no-print-directory .environment DIR=.venv LIST=requirements.txt

.venv-dev/bin/.ready: requirements-dev.txt
	@$(MAKE) --no-print-directory .environment DIR=.venv-dev LIST=requirements-dev.txt

.venv-3.%/bin/.ready: requirements-dev.txt
	@$(MAKE) --no-print-directory .environment DIR=.venv-3.$* LIST=requirements-dev.txt

.venv-deb/bin/.ready: requirements.txt
	@$(MAKE) --no-print-directory .environment DIR=.venv-deb LIST=requirements.txt PYTHON=/usr/bin/python3 COMPILED=true

.PHONY: .environment
.environment: COMPILED ?= false
.environment:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Il manque Python 3.11 ou plus récent. Sous Debian ou Ubuntu :" >&2; \
	  echo "  sudo apt-get install python3 python3-venv make" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Il manque python3-venv. Sous Debian ou Ubuntu :" >&2; \
	  echo "  sudo apt-get install python3 python3-venv make" >&2; exit 1; }
	@echo "Préparation de l'environnement $(DIR) (une seule fois)…"
	@rm -rf $(DIR)
	@$(PYTHON) -m venv $(DIR)
	@$(DIR)/bin/python -m pip install --quiet --disable-pip-version-check --no-compile \
	  --no-deps --require-hashes -r $(LIST) || { \
	  case "$$(uname -sm)" in "Linux x86_64" | Darwin*) ;; *) \
	    echo "Sous Linux, Portefeuille demande une machine x86-64 (amd64) : ailleurs, aucun paquet compilé" >&2; \
	    echo "n'apporte un SQLite assez récent, et celle-ci est « $$(uname -m) »." >&2 ;; esac; exit 1; }
	@PYTHONPATH=. $(DIR)/bin/python -m models.storage.sqlite_age
	@$(COMPILED) || $(DIR)/bin/python -m compileall -q -j 0 $(DIR)/lib $(ROOMS) >/dev/null || true
	@touch $(DIR)/bin/.ready

snapshots: $(DEV)/.ready ## rewrite the pictures of the screens, to be looked at before committing
	$(DEV)/python -m pytest tests/snapshots -n 2 --snapshot-update -q

pictures: $(DEV)/.ready ## draw the pictures of the README and of the guide again
	PYTHONPATH=. $(DEV)/python -P docs/pictures.py

docs: $(DEV)/.ready ## write docs/touches.md from the bindings
	@$(DEV)/python -P -c 'import sys; sys.path.insert(0, "."); from tui.__main__ import main; sys.exit(main(["touches"]))' > docs/touches.md

faults: $(DEV)/.ready ## all that CI tries in part, in full: a line for each fault
	PORTEFEUILLE_FAUTES=complet $(DEV)/python -m pytest -n $(WORKERS) -q $(ARGS)
	PORTEFEUILLE_FAUTES=complet .ci/interpreters

bench: $(RUN)/.ready $(DEV)/.ready ## what each gesture costs (BENCH=court: a quick look; BENCH=grand: 10⁷ too)
	PYTHONPATH=. $(DEV)/python -P -m bench

wheel: $(DEV)/.ready ## build the wheel into dist/
	$(DEV)/python -m build --wheel --no-isolation

# The environment is of one Python: Debian's, which a new Debian changes.
deb: ## build the Debian package into dist/
	@[ -d .venv-deb/lib/python$(DEBIANS) ] || rm -rf .venv-deb
	@$(MAKE) --no-print-directory .venv-deb/bin/.ready
	@packaging/debian/build .venv-deb dist

lock: ## write the hash-locked requirements again
	@rm -rf .venv-lock && $(PYTHON) -m venv .venv-lock && .venv-lock/bin/python -m pip install --quiet 'pip-tools>=7.6'
	.venv-lock/bin/pip-compile $(LOCK) --extra postgresql --output-file requirements.txt pyproject.toml
	.venv-lock/bin/pip-compile $(LOCK) --extra dev --output-file requirements-dev.txt pyproject.toml
	@rm -rf .venv-lock

# `textual run` starts the first `python` of PATH.
atelier: $(DEV)/.ready ## the demonstration, where an edit of a sheet (.tcss) is seen at once
	@PATH="$(CURDIR)/$(DEV):$$PATH" PYTHONPATH=. textual run --dev docs/atelier.py

console: $(DEV)/.ready ## what the atelier does and logs; open it first, in another terminal
	@$(DEV)/python docs/console.py $(ARGS)

clean: ## remove environments and caches
	rm -rf .venv .venv-dev .venv-3.* .venv-deb dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
