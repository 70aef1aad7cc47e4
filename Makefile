# The one script runner: `make` lists the targets.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

API     ?= https: wss:
DIST    ?= dist
BIN     ?= bin
PAGES   := card popup panel options
SCRIPTS := background content
ESBUILD := go tool esbuild --bundle --target=es2022 --format=iife --jsx=automatic --jsx-import-source=preact --charset=utf8 --legal-comments=none --log-level=warning
WASM    := GOOS=wasip1 GOARCH=wasm go build -trimpath -buildmode=c-shared -ldflags='-s -w'

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: build
build: engine extension $(BIN)/porchlight ## bin/porchlight, dist/chrome, dist/firefox

.PHONY: engine
engine:
	@mkdir -p $(BIN)
	$(WASM) -o $(BIN)/engine.wasm ./wasm
	$(WASM) -tags workbench -o $(BIN)/workbench.wasm ./wasm
	@for w in engine workbench; do \
	  cmp -s $(BIN)/$$w.wasm wasm/host/built/$$w.wasm || \
	  { cp $(BIN)/$$w.wasm wasm/host/built/.$$w.new && mv wasm/host/built/.$$w.new wasm/host/built/$$w.wasm; }; \
	done

.PHONY: $(BIN)/porchlight
$(BIN)/porchlight: engine
	CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o $@ ./backend

extension/node_modules: extension/package-lock.json
	cd extension && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && touch node_modules

.PHONY: extension
extension: engine extension/node_modules
	for t in chrome firefox; do \
	  rm -rf $(DIST)/$$t && mkdir -p $(DIST)/$$t; \
	  cp -R extension/_locales extension/icons $(DIST)/$$t/; \
	  cp wasm/host/built/*.wasm $(foreach p,$(PAGES),extension/$(p)/$(p).html) $(DIST)/$$t/; \
	  go run ./extension -target=$$t -api='$(API)' -out=$(DIST)/$$t; \
	done
	$(foreach s,$(SCRIPTS),$(ESBUILD) extension/$(s)/main.ts --outfile=$(DIST)/chrome/$(s).js;)
	$(foreach p,$(PAGES),$(ESBUILD) extension/$(p)/main.tsx --outfile=$(DIST)/chrome/$(p).js;)
	cp $(DIST)/chrome/*.js $(DIST)/firefox/
	cp $(DIST)/chrome/*.css $(DIST)/firefox/ 2>/dev/null || true

e2e/node_modules: e2e/package-lock.json
	cd e2e && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && touch node_modules

.PHONY: square
square: e2e/node_modules
	$(ESBUILD) --minify e2e/square/editor.ts --outfile=$(DIST)/square/editor.js

.PHONY: generate
generate: ## print the wire types to TypeScript
	go generate ./wasm/wire

.PHONY: clean
clean: ## remove everything built
	rm -rf bin dist out wasm/host/built/*.wasm
