# The one script runner: `make` lists the targets.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

API     ?= https: wss:
CACHE   ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/porchlight
PAGES   := card popup panel options
SCRIPTS := background content
ESBUILD := go tool esbuild --bundle --target=es2022 --format=iife --jsx=automatic --jsx-import-source=preact --charset=utf8 --legal-comments=none --log-level=warning
WASM    := GOOS=wasip1 GOARCH=wasm go build -trimpath -buildmode=c-shared -ldflags='-s -w'

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: build
build: engine extension bin/porchlight ## bin/porchlight, dist/chrome, dist/firefox

.PHONY: engine
engine:
	$(WASM) -o wasm/host/built/engine.wasm ./wasm
	$(WASM) -tags workbench -o wasm/host/built/workbench.wasm ./wasm

.PHONY: bin/porchlight
bin/porchlight: engine
	CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o $@ ./backend

extension/node_modules: extension/package-lock.json
	cd extension && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && touch node_modules

.PHONY: extension
extension: engine extension/node_modules
	for t in chrome firefox; do \
	  rm -rf dist/$$t && mkdir -p dist/$$t; \
	  cp -R extension/_locales extension/icons dist/$$t/; \
	  cp wasm/host/built/*.wasm $(foreach p,$(PAGES),extension/$(p)/$(p).html) dist/$$t/; \
	  go run ./extension -target=$$t -api='$(API)' -out=dist/$$t; \
	done
	$(foreach s,$(SCRIPTS),$(ESBUILD) extension/$(s)/main.ts --outfile=dist/chrome/$(s).js;)
	$(foreach p,$(PAGES),$(ESBUILD) extension/$(p)/main.tsx --outfile=dist/chrome/$(p).js;)
	cp dist/chrome/*.js dist/firefox/
	cp dist/chrome/*.css dist/firefox/ 2>/dev/null || true

.PHONY: generate
generate: ## print the wire types to TypeScript
	go generate ./wasm/wire

.PHONY: clean
clean: ## remove everything built
	rm -rf bin dist out wasm/host/built/*.wasm
