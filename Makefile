# Everything a developer or a user does here, one target each. `make` alone lists them.

# A python3 that runs: a version manager's shim may point to a Python that isn't there.
PYTHON3 = $(shell for python in python3 /usr/bin/python3 python3.13 python3.12 python3.11 python3.10; do \
            $$python -c "" 2>/dev/null && echo $$python && break; done)
PYTHON  := .venv/bin/python

PORT ?= 5005
ACTIONS_PORT ?= 5055
OF ?= run
export PORT ACTIONS_PORT
export QUESTION := $(value Q)
export SENDER DAYS RELEASED REST
export RASA_TELEMETRY_ENABLED := false

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup train adapt chat ask explain serve release rollback forget retention sbom test eval bench bench-web cluster stress screenshots lint clean

help:
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "make %-11s %s\n", $$1, $$2}'

setup: ## Install everything as the locks have it (needs python3 and the registries of PyPI and npm)
	@exec $(or $(PYTHON3),$(error There is no python3 here: install it and run make again)) -m commands.setup

train: setup ## Train the model, if anything that it learns from has changed
	@exec $(PYTHON) -m commands.train

adapt: setup ## For maintainers, after many new phrases: adapt the encoder to the field anew, in half an hour (ARGS=--held-out)
	@exec $(PYTHON) -m commands.adapt $(ARGS)

chat: train ## Talk with the bot in this terminal (ARGS=--plain without layout; lines from a pipe work too)
	@exec $(PYTHON) -m commands.chat $(ARGS)

ask: train ## Answer one question: make ask Q="..."
	@exec $(PYTHON) -m commands.ask $(ARGS)

explain: train ## Tell how a message is understood, step by step: make explain Q="..." (earlier messages before it: "a > b")
	@exec $(PYTHON) -m commands.explain $(ARGS)

serve: $(if $(filter yes,$(RELEASED)),setup,train) ## Run bot and action server on 127.0.0.1 (PORT=5005 ACTIONS_PORT=5055 REST=yes) until Ctrl-C
	@exec $(PYTHON) -m commands.serve

release: $(if $(wildcard models/*.tar.gz),setup,train) ## Evaluate the trained model; if it meets the bars, the running bot goes over to it, without a restart
	@exec $(PYTHON) -m commands.release

rollback: setup ## Put the release before back; the running bot goes over to it
	@exec $(PYTHON) -m commands.rollback

forget: setup ## Delete a conversation everywhere it is stored: make forget SENDER=web-...
	@exec $(PYTHON) -m commands.forget

retention: setup ## Delete what was said longer ago than DAYS, from an SQL tracker store: make retention DAYS=30
	@exec $(PYTHON) -m commands.retention

sbom: setup ## Write a bill of materials of all that is installed (CycloneDX) to results/sbom.json
	@exec $(PYTHON) -m commands.sbom

test: train lint ## Check the code, then run all tests
	@exec $(PYTHON) -m pytest $(ARGS)

eval: train ## Put all held-out questions to the bot and count the right answers (ARGS=--replay: what changed since --record)
	@exec $(PYTHON) -m commands.evaluate $(ARGS)

bench: train ## Measure speed beside other set-ups (OF=understanding: quality beside other ways to understand)
	@exec $(PYTHON) -m benchmarks.$(OF) $(ARGS)

bench-web: train ## Measure the chat widget beside two others
	@exec $(PYTHON) -m benchmarks.widget $(ARGS)

cluster: train ## Run what deploy/ describes here: PostgreSQL, Redis, nginx, two bots, two action servers
	@exec $(PYTHON) -m commands.cluster

stress: train ## Put load and faults on a cluster, let SQLite grow, and write docs/reliability.md (ARGS="--seconds 60")
	@exec $(PYTHON) -m benchmarks.stress $(ARGS)

screenshots: train ## Take pictures of the chat widget's main states into docs/screenshots/
	@exec $(PYTHON) -m commands.screenshots

lint: setup ## Check style, format and types of Python and JavaScript
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@exec $(PYTHON) -m commands.npm run --silent lint

clean: ## Remove what was installed, trained and cached
	rm -rf .venv channels/web/widget/node_modules tests/channels/slack/node_modules models .cache .rasa .pytest_cache .mypy_cache .ruff_cache
