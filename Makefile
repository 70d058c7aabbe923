# The one door: `make` lists what there is.

# The first Python of this machine that is new enough (3.11) and really starts.
PYTHON ?= $(shell for p in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# The documentation to time a build with, or to package: a folder or an archive; by default what a build would find.
DOCS ?=

VSCODE := editors/vscode

# Where code-server (app/), its node (node/node) and playwright-core are, or are installed when first needed.
KIT ?= .cache/workbench

.PHONY: $(shell sed -n 's/^\([a-z-]*\):.*\#\# .*/\1/p' $(firstword $(MAKEFILE_LIST)))

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

demo: .venv/installed  ## build the docs and print what an editor would show
	@$(BIN)/docs-lsp list >/dev/null 2>&1 || $(BIN)/docs-lsp build
	@$(BIN)/python tests/demo/demo.py

# Left out of `check`: what starts a server, a browser or an editor, and the plugin of one of those tests.
SLOW := --ignore tests/agents --ignore tests/e2e --ignore tests/fuzz --ignore tests/web -p no:schemathesis

check: .venv/developing  ## format, lint, types and the fast tests: under two minutes of CPU
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -m "not slow" --hypothesis-profile fast $(SLOW)

test: .venv/developing  ## format, lint, types, all tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest
	@$(MAKE) --no-print-directory test-vscode test-workbench test-neovim test-emacs test-helix

test-vscode:  ## lint, types and tests of the VS Code extension, where there is node
	@if npm --version >/dev/null 2>&1; then $(MAKE) --no-print-directory $(VSCODE)/node_modules && cd $(VSCODE) && npm test --silent; \
	else echo "NOT TESTED: the VS Code extension, as this machine has no npm"; fi

test-workbench: .venv/installed  ## the packaged extension in a real workbench, where there are Chromium and npm
	@sh tests/e2e/vscode/run.sh $(KIT) $(DOCS)

test-neovim: .venv/developing  ## the plugin in a real Neovim, or NEOVIM=/path/of/it, where there is one and tmux
	@$(BIN)/python -m pytest tests/e2e/neovim/scenario.py

test-emacs: .venv/developing  ## the search and Eglot in a real Emacs, or EMACS=/path/of/it, where there is one and tmux
	@$(BIN)/python -m pytest tests/e2e/emacs/scenario.py

test-helix: .venv/developing  ## the configuration in a real Helix, or HELIX=/path/of/it, where there is one and tmux
	@$(BIN)/python -m pytest tests/e2e/helix/scenario.py

test-page: .venv/developing  ## the live-search page in this machine's Chromium
	$(PIP) --group browser
	$(BIN)/python -m pytest tests/web/test_browser.py

vsix: .venv/installed $(VSCODE)/node_modules  ## package the VS Code extension for this platform, or TARGET=all: dist/
	$(BIN)/python $(VSCODE)/package.py $(DOCS) $(if $(TARGET),--target $(TARGET))

wheel: .venv/installed  ## build the wheel that is released, with documentation in it: dist/
	$(BIN)/python tools/wheel.py dist $(DOCS)

release: .venv/installed  ## build and check all that TAG=v1.2.3 releases: dist/release/ (publishes nothing)
	$(PIP) --group release
	$(BIN)/python tools/release.py $(TAG) $(if $(DOCS),--docs $(DOCS)) $(if $(TARGET),--target $(TARGET))

hover: .venv/installed  ## the hover on NAME=asyncio.gather, or at AT=FILE:LINE:COLUMN
	@$(BIN)/python tools/hover.py $(or $(AT),$(NAME),asyncio.gather)

fix: .venv/developing  ## format, fix what the linter can, write the table of settings and the SQL of the schema
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python tools/settings.py
	$(BIN)/python tools/docset_schema.py

bench: .venv/benching  ## build the real docs and say what it costs, beside other ways (minutes)
	$(BIN)/python tests/benchmarks/build_cost.py $(DOCS)

bench-serving: .venv/benching  ## what a start, a hover, a search cost, beside other servers (minutes)
	$(BIN)/python tests/benchmarks/bench_serving.py

bench-memory: .venv/benching  ## what is resident in a server, and why
	$(BIN)/python tests/benchmarks/bench_memory.py

bench-mcp: .venv/benching  ## what the server for coding agents costs: start, memory, tokens
	$(BIN)/python tests/benchmarks/bench_mcp.py

bench-completion: .venv/benching  ## what a completion costs, beside other servers (minutes)
	$(BIN)/python tests/benchmarks/bench_completion.py

bench-hover: .venv/benching  ## a hover beside those of ty and zuban, and how it grows with a file
	$(BIN)/python tests/benchmarks/bench_hover.py
	$(BIN)/python tests/benchmarks/resolve_curve.py

bench-web: .venv/developing  ## the live-search page under load, beside a bare FastAPI; needs wrk
	$(BIN)/python tests/benchmarks/bench_web.py

bench-palette:  ## from a key to its rows in the palette, beside rows that come at once, or BASE=VSIX: after make vsix test-workbench
	$(KIT)/node/node tests/e2e/vscode/bench_palette.mjs $(KIT) $$(ls -t dist/docs-lsp-*.vsix | head -1) $(BASE)

page-pictures: .venv/developing  ## the README's pictures of the page, with the installed docsets
	$(PIP) --group browser
	PYTHONPATH=tests $(BIN)/python tests/web/pictures.py tests/web/pictures

pictures:  ## the pictures of the READMEs, taken anew in a real workbench; after make vsix test-workbench
	$(KIT)/node/node tests/e2e/vscode/pictures.mjs $(KIT) dist/docs-lsp-*.vsix $(VSCODE)/images

sites: .venv/developing  ## build one source with many Sphinxes, builders and themes, and compare what is read (minutes)
	$(BIN)/python tests/sites/sites.py

fuzz: .venv/developing  ## feed the server and its functions anything, for SECONDS (600)
	$(BIN)/python tests/fuzz/long.py --seconds $(or $(SECONDS),600)

clean:  ## remove the environment and all caches
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/installed: pyproject.toml
	@test -n "$(PYTHON)" || { echo "docs-lsp needs Python 3.11 or newer; name it: make PYTHON=..."; exit 1; }
	$(PYTHON) -m venv .venv
	$(PIP) --upgrade pip
	$(PIP) --editable .
	@touch $@

.venv/benching: .venv/installed
	$(PIP) --group bench
	@touch $@

.venv/developing: .venv/installed
	$(PIP) --group dev
	@touch $@

$(VSCODE)/node_modules: $(VSCODE)/package-lock.json
	cd $(VSCODE) && npm ci --no-audit --loglevel=error
	@touch $@
