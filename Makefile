# Everything starts here, with nothing but Python >= 3.11 and make: scripts/bootstrap.py fetches the rest into .loanwright/.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v $$p; break; }; done)
# uv takes a Python that is here; downloading one is slow where its host is far away.
export UV_PYTHON_DOWNLOADS ?= never

BOOTSTRAP = $(or $(PYTHON),$(error Python 3.11 or newer is needed)) scripts/bootstrap.py
RUN = "$$($(BOOTSTRAP) uv)" run --quiet

.PHONY: run test check bench dev code lock clean

run: ## start a whole demo lender on this machine
	@$(BOOTSTRAP) web
	@exec $(RUN) loanwright run

test: ## every test: Python, web, and in a real browser
	@$(BOOTSTRAP) web
	@$(BOOTSTRAP) web-tests
	@LOANWRIGHT_CHROMIUM="$$($(BOOTSTRAP) chromium)" $(RUN) --extra training pytest $(PYTEST)

check: ## format, lint, types, imports: all of them, even when one fails
	@failed=; \
	for tool in "ruff format --check --quiet ." "ruff check --output-format concise --quiet ." "mypy" "lint-imports --no-logo"; do \
		$(RUN) $$tool || failed="$$failed [$$tool]"; \
	done; \
	$(BOOTSTRAP) web-check || failed="$$failed [web]"; \
	test -z "$$failed" || { echo "Failed:$$failed"; exit 1; }

bench: ## speed, as ratios to baselines of the same run
	@$(RUN) --group bench python -m benchmarks

dev: ## like run, with the web apps served by Vite: an edit shows at once
	@$(BOOTSTRAP) web-dependencies
	@$(RUN) python -m scripts.dev

code: ## the demo staff's one-time code of this moment
	@$(RUN) loanwright code

lock: ## take the newest versions of everything and pin them in pyproject.toml
	@$(RUN) python scripts/lock.py

clean: ## remove what was built and fetched, and the demo lender with all its data
	rm -rf .loanwright .venv web/node_modules web/*/node_modules web/*/dist uv.lock
