# `make demo` from a clean clone is all that is needed to see Parvis. `make check` and `make test` are what CI runs.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin

.PHONY: demo test check bench bootstrap bootstrap-dev format schema clean

demo: DATA ?= demo-data
demo: export DATA := $(DATA)
demo: export PORT := $(PORT)
demo: export PARVIS_LOG_FORMAT := text
demo: bootstrap
	@$(BIN)/parvis demo
	@exec $(BIN)/parvis serve

bootstrap:
	@$(PYTHON) scripts/bootstrap.py

bootstrap-dev:
	@$(PYTHON) scripts/bootstrap.py --dev

# PARVIS_TEST_DATABASE_URL=postgresql://… runs the suite on that server instead of the embedded one.
# Three for two cores: browsers, mails and killed processes leave time that another worker takes.
test: WORKERS ?= 3
test: bootstrap-dev
	@chromium=$$($(PYTHON) scripts/find_chromium.py) && PARVIS_CHROMIUM="$$chromium" $(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

check: export DATA := $(CURDIR)/.cache/check
check: bootstrap-dev
	$(BIN)/ruff format --check src tests scripts bench
	$(BIN)/ruff check src tests scripts bench
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/djade --check $$(find src -path '*/templates/*.html')
	$(BIN)/python scripts/check_templates.py
	$(BIN)/python scripts/check_translations.py
	$(BIN)/parvis manage makemigrations --check --dry-run
	$(BIN)/python scripts/dump_schema.py --check

bench: bootstrap-dev
	@$(BIN)/python -m bench $(ARGS)

# What changes files.
format: bootstrap-dev
	$(BIN)/ruff check --fix --exit-zero --quiet src tests scripts bench
	$(BIN)/ruff format src tests scripts bench
	$(BIN)/djade $$(find src -path '*/templates/*.html')

schema: export DATA := $(CURDIR)/.cache/check
schema: bootstrap-dev
	$(BIN)/python scripts/dump_schema.py

clean:
	rm -rf .cache .mypy_cache .ruff_cache .import_linter_cache
