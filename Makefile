# The only entry: everything that a person or CI does with this project is a target here.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PREFIX ?= /usr/local
DESTDIR ?=
BINARY := .build/release/emergence
RELEASE := -c release --static-swift-stdlib --product emergence

.PHONY: help setup build release test conformance demo reference lint format bench fuzz simulate simulate-bugs install \
	uninstall clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 24

setup: ## install what the build, the tests and the demo need (Debian packages; needs root)
	@scripts/setup

build: setup ## build everything for development
	swift build --build-tests

release: setup ## build the program as it is installed
	swift build $(RELEASE)

test: build ## set up, build and run all tests (needs root: they start real containers)
	scripts/test

conformance: build ## look around inside real instances, and write docs/conformance.md anew (needs root)
	REWRITE=1 swift test --skip-build --filter ConformanceTests

demo: release ## set up, build and run the main job on a real image, and on several hosts
	scripts/demo $(BINARY)
	scripts/demo-cluster $(BINARY)

reference: build ## write docs/parameters.md's generated part anew, from the catalogue
	scripts/reference .build/debug/emergence

lint: ## check the format, and that the prose holds to its rules
	swift format lint --strict --parallel --recursive Package.swift Sources Tests Benchmarks

format: ## format all sources
	swift format --in-place --parallel --recursive Package.swift Sources Tests Benchmarks

bench: release ## measure, as ratios against peers in the same run (needs root)
	swift build -c release --static-swift-stdlib --product GraphBenchmark
	swift build -c release --static-swift-stdlib --product NixBenchmark
	swift build -c release --static-swift-stdlib --product ResolutionBenchmark
	swift build -c release --static-swift-stdlib --product ClosureBenchmark
	swift build -c release --static-swift-stdlib --product PlannerBenchmark
	Benchmarks/run $(BINARY)

fuzz: build ## try the readers of Nix's formats with damaged input, MINUTES each (1)
	EMERGENCE_FUZZ_SECONDS=$$(( $${MINUTES:-1} * 60 )) swift test --skip-build --no-parallel --filter NixTests.FuzzTests

simulate: setup ## simulate hosts, agents and controllers from SEED (1) on for HOURS (10)
	scripts/simulate $${SEED:-1} $${HOURS:-10}

simulate-bugs: setup ## see whether the simulation finds each bug that is planted, within HOURS (200)
	scripts/simulate --bugs $${SEED:-1} $${HOURS:-200}

install: release ## install the program, its completions and its systemd unit under PREFIX
	scripts/install "$(DESTDIR)" "$(PREFIX)" $(BINARY)

uninstall: ## remove what install installed
	scripts/uninstall "$(DESTDIR)" "$(PREFIX)"

clean: ## remove what was built
	rm -rf .build
