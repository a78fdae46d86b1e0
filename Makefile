# Everything one does with Tollgate. `make` alone lists it.
# All of it stays inside this folder: .venv and deploy/npm (packages), .cache (downloads), build (results).

BIN := .venv/bin
ARGS ?=

export PIP_CACHE_DIR := $(CURDIR)/.cache/pip
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
export PIP_ROOT_USER_ACTION := ignore
export PLAYWRIGHT_BROWSERS_PATH := $(CURDIR)/.cache/browsers
export XDG_CACHE_HOME := $(CURDIR)/.cache

.DEFAULT_GOAL := help
.PHONY: help install demo tour test check format bench soak lock clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: .venv/.runtime ## Create .venv and install the `tollgate` command from the lock

demo: .venv/.runtime ## Try the bot on a local Slack in the browser: no account, no token
	@sh deploy/setup/npm.sh cards
	@$(BIN)/tollgate demo $(ARGS)

tour: .venv/.runtime ## Watch a project go from idea to production (ARGS="--help" for options)
	@$(BIN)/tollgate tour $(ARGS)

test: .venv/.dev ## Run all tests but those of `soak`, browser and PostgreSQL included (ARGS="-k gate" narrows)
	@$(BIN)/python deploy/setup/chromium.py
	@sh deploy/setup/npm.sh test
	@$(BIN)/python -m pytest -n 2 --dist loadgroup -m "not soak" $(ARGS)

check: .venv/.dev ## Check format, lint, types, layers, message catalogue and lock
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy --strict
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python -m bot.talk.catalogue --check
	@$(BIN)/python deploy/setup/lock_check.py
	@$(BIN)/python -m pip check

format: .venv/.dev ## Format the code and fix what the linter can fix
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

bench: .venv/.dev ## Measure how fast a click is answered; writes build/bench.json
	@$(BIN)/python -m tests.bench $(ARGS)

soak: .venv/.dev ## Run what takes minutes: a clean clone, twenty kills, generated tests with new cases
	@$(BIN)/python -m pytest -m soak $(ARGS)
	@TOLLGATE_TEST_SEARCH=4 $(BIN)/python -m pytest -n 2 --dist loadgroup -m hypothesis $(ARGS)

lock: .venv/.dev ## Pin the dependencies again (ARGS="--upgrade" takes newer ones)
	@sh deploy/setup/lock.sh $(ARGS)

clean: ## Remove results and tool caches; .venv, downloads and the bot's data stay
	@rm -rf build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

# The stamps make an install happen only when what it depends on has changed.
.venv/.runtime: pyproject.toml deploy/lock/runtime.txt
	@sh deploy/setup/venv.sh
	@echo "Installing from deploy/lock/runtime.txt"
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement deploy/lock/runtime.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: .venv/.runtime deploy/lock/dev.txt
	@echo "Installing from deploy/lock/dev.txt"
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement deploy/lock/dev.txt
	@touch $@
