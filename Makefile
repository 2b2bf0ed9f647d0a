.DEFAULT_GOAL := help
MVN ?= mvn

.PHONY: help run check test package faults bench format clean

help: ## Show the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## Build and run everything: PostgreSQL, a mail catcher, the server
	$(MVN) -Prun

check: ## Everything the continuous build checks
	$(MVN) verify

test: ## The unit and property tests only
	$(MVN) test

package: ## Build the EAR without tests
	$(MVN) package -DskipTests

faults: ## The long form of the fault tests: 10,000 mails a fault, 20,000 webhooks, and who delays whom
	$(MVN) -Pfaults verify

bench: ## Measure steps per second beside the peers; writes benchmarks/target/results.md
	$(MVN) -Pbench verify

format: ## Format the code
	$(MVN) spotless:apply

clean: ## Remove what was built
	$(MVN) clean
