PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEMO := build/demo.graph

.PHONY: install demo test test-neo4j test-browser test-jena test-neo4j-slow test-slow test-ray fault lint sbom docs bench quality

install: $(STAMP)

$(STAMP): constraints.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(STAMP)

demo: install
	$(BIN)/kg build seeds/documents --graph $(DEMO)
	@echo; echo "Who is said to support M23, who says so, who denies it, where is it written?"
	$(BIN)/kg query sponsors -p name=M23 --graph $(DEMO)
	$(BIN)/kg why Rwanda SUPPORTS M23 --graph $(DEMO)

test: install
	$(BIN)/pytest

# What both stores promise, on a real Neo4j: fetched by Maven, started on loopback, ended afterwards.
test-neo4j: install
	$(BIN)/pytest -n 0 -m "neo4j and not browser and not slow and not jena"

# The questions for partners, and the naive one that must be answered no, in Apache Jena (fetched by Maven).
test-jena: install
	$(BIN)/pytest -n 0 -m jena tests/views/rdf

# The real Neo4j Browser, served by a real server, in headless Chromium.
test-browser: install
	$(BIN)/pytest -n 0 -m browser tests/neo4j

# The explorer in headless Chromium, on a folder and, where Java and Maven are, on a real Neo4j.
# KG_PICTURES=1 writes the pictures of docs/explorer.md anew.
test-explorer: install
	$(BIN)/pytest -n 0 -m browser tests/explorer

# What takes minutes on a real Neo4j: an import of a hundred thousand claims.
test-neo4j-slow: install
	$(BIN)/pytest -n 0 -m "neo4j and slow"

# What takes longer, and Apache Jena (fetched by Maven).
test-slow: install
	$(BIN)/pytest -m "(slow or jena) and not neo4j and not browser"

# A Ray cluster of two workers, in a network namespace of its own: killed, gone on with, compared.
test-ray: install
	$(BIN)/pytest -n 0 -m ray tests/scale

# Commands killed at seeded points, full disks, two builds at once, hostile input; within 15 minutes.
fault: install
	KG_FAULT_POINTS=$${KG_FAULT_POINTS:-20} $(BIN)/pytest -n 2 --dist load -m fault tests/faults

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/kg schema check
	$(BIN)/cog -P --check README.md docs/tracing.md docs/exports.md
	.ci/audit

# A bill of materials (CycloneDX) of everything that is installed, with licences.
sbom: install
	mkdir -p build
	$(BIN)/cyclonedx-py environment $(VENV) --of JSON --output-reproducible -o build/kg.cdx.json

# What README and docs show, written anew by running it.
docs: install
	$(BIN)/cog -P -r README.md docs/tracing.md docs/exports.md

# Ratios of speed and size, all taken in one run; writes benchmarks/README.md.
bench: install
	$(BIN)/python -m benchmarks

# Every figure of the extractor, against the gold standard and the outside sets beside the checkout.
quality: install
	$(BIN)/python -m benchmarks.quality
