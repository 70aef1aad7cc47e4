# The one script runner: `make` lists the targets.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

API     ?= https: wss:
DIST    ?= dist
BIN     ?= bin
PAGES   := card popup panel options reports
SCRIPTS := background content
ESBUILD := go tool esbuild --bundle --target=es2022 --format=iife --jsx=automatic --jsx-import-source=preact --charset=utf8 --legal-comments=none --log-level=warning
# The flags keep it small: no inlining in what runs seldom.
WASM    := GOOS=wasip1 GOARCH=wasm go build $(shell sed "s/.*/'&'/" wasm/host/build.flags)

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: build
build: engine extension $(BIN)/porchlight ## bin/porchlight, dist/chrome, dist/firefox

.PHONY: engine
engine:
	@mkdir -p $(BIN)
	$(WASM) -o $(BIN)/engine.wasm ./wasm
	$(WASM) -tags workbench -o $(BIN)/workbench.wasm ./wasm
	go run ./wasm/segments/merge $(BIN)/engine.wasm $(BIN)/workbench.wasm
	@for w in engine workbench; do \
	  cmp -s $(BIN)/$$w.wasm wasm/host/built/$$w.wasm || \
	  { cp $(BIN)/$$w.wasm wasm/host/built/.$$w.new && mv wasm/host/built/.$$w.new wasm/host/built/$$w.wasm; }; \
	done

.PHONY: $(BIN)/porchlight
$(BIN)/porchlight: engine
	CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags='-s -w' -o $@ ./backend

extension/node_modules: extension/package-lock.json
	cd extension && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && touch node_modules

.PHONY: extension
extension: engine extension/node_modules
	for t in chrome firefox; do \
	  rm -rf $(DIST)/$$t && mkdir -p $(DIST)/$$t/icons; \
	  cp -R extension/_locales $(DIST)/$$t/; \
	  cp extension/icons/*.png $(DIST)/$$t/icons/; \
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
	$(ESBUILD) --minify e2e/square/editor.ts e2e/square/lexical.ts --outdir=$(DIST)/square

.PHONY: editors
editors: e2e/node_modules
	$(ESBUILD) --minify --define:global=window '--define:process.env.NODE_ENV="production"' e2e/editors/main.ts --outfile=$(DIST)/editors/main.js

# What the machine needs beside Go, Node and make. Only root on Debian may install by itself.
.PHONY: browsers
browsers:
	@command -v "$${PORCHLIGHT_CHROMIUM:-chromium}" >/dev/null && command -v "$${PORCHLIGHT_FIREFOX:-firefox-esr}" >/dev/null && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium firefox-esr >/dev/null; \
	else echo "Chromium and Firefox ESR are needed: apt-get install chromium firefox-esr, or set PORCHLIGHT_CHROMIUM and PORCHLIGHT_FIREFOX" >&2; exit 1; fi

.PHONY: run
run: build square ## the town square with a running home and a browser that has joined
	@$(MAKE) -s browsers
	@mkdir -p out && go build -o $(BIN)/tour ./e2e/tour && exec $(BIN)/tour -dist=$(DIST) -bin=$(BIN)/porchlight

# Unit tests first; what drives browsers and homes last and one package at a time.
SLOW := porchlight/e2e|porchlight/backend/edge
.PHONY: test
test: browsers build square ## every test
	@code=0; \
	go test $$(go list ./... | grep -vE '^($(SLOW))') || code=1; \
	go test -p 1 -parallel 3 -timeout 60m $$(go list ./... | grep -E '^($(SLOW))') || code=1; \
	exit $$code

.PHONY: lint
lint: extension/node_modules ## generate, gofmt, vet on every target, staticcheck, tsc
	$(MAKE) -s generate
	gofmt -l -w $$(git ls-files '*.go')
	go vet ./...
	GOOS=js GOARCH=wasm go vet ./backend
	GOOS=wasip1 GOARCH=wasm go vet ./wasm
	go tool staticcheck ./...
	cd extension && node_modules/.bin/tsc

.PHONY: check
check: lint test ## everything that CI does
	@git diff --exit-code || { echo "the following differences will fail CI: commit them"; exit 1; }

DIR ?= .porchlight-edge

.PHONY: edge
edge: $(BIN)/porchlight ## the edge home on workerd, its data in DIR
	go run ./backend/edge/run -dir $(DIR)

.PHONY: edge-bundle
edge-bundle: ## the edge home for a Cloudflare account, in dist/edge
	go run ./backend/edge/run -bundle dist/edge

WRANGLER := npx -y -p node@22 -p wrangler@4 wrangler

.PHONY: edge-dry-run
edge-dry-run: edge-bundle ## what wrangler says of it, and its size; the free plan takes 3 MB gzipped
	WRANGLER_SEND_METRICS=false $(WRANGLER) deploy --dry-run --config backend/wrangler.jsonc

.PHONY: bench
bench: build ## every benchmark; the result is kept with its date in out/
	@mkdir -p out
	go test -p 1 -run '^$$' -bench . -benchmem ./... | tee out/bench-$$(date +%F).txt

ROWS ?= 1000000
.PHONY: load
load: ## what each home carries, in one table; its longest ledger has ROWS rows
	go run ./backend/load -rows $(ROWS)

DATA ?= ../shared/data
.PHONY: eval
eval: build ## metrics of spotting and triage on the labelled sets in DATA
	$(BIN)/porchlight eval --data $(DATA)

FUZZTIME ?= 20s
.PHONY: fuzz
fuzz: ## each fuzz target for FUZZTIME
	@for p in $$(go list ./...); do for f in $$(go test -list '^Fuzz' $$p | grep '^Fuzz' || true); do \
	  echo "$$p $$f"; go test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) $$p; done; done

SEED  ?= 1
STEPS ?= 1000000
.PHONY: simulate
simulate: ## fifty browsers and a home on a bad line: STEPS steps from SEED on
	go test ./backend/simulation -run TestSimulation -v -timeout 2h -seed $(SEED) -steps $(STEPS)

# One TIMES is what each run of the tests does: about 6,600 operations.
TIMES ?= 16
.PHONY: histories
histories: ## concurrent histories with every fault on every home: TIMES times as many as in a test
	@mkdir -p out
	go test -p 1 -v -timeout 2h -run 'Histories|TestConcurrentAliases' ./backend/ledger ./backend/server ./backend/edge ./backend -args -histories $(TIMES) \
	  | tee out/histories.log | grep -E 'HISTORY|^(---|FAIL|ok)|:[0-9]+: ' || true
	@awk '/HISTORY/ { for (i = 1; i <= NF; i++) if ($$i == "HISTORY") n += $$(i+1) } /WRONG/ { bad = 1 } /^FAIL/ { bad = 1 } \
	  END { printf "%d operations in all, %s\n", n, bad ? "WRONG" : "linearizable"; exit bad }' out/histories.log

.PHONY: dist
dist: build ## packages for the stores; API='https://porch.example wss://porch.example' limits the homes
	go run ./extension -zip=$(DIST)

.PHONY: site
site: ## start a new site from a saved page: name=example file=page.html [url=https://…]
	go run ./extension -site='$(name)' -file='$(file)' -url='$(url)'

.PHONY: generate
generate: ## print the wire types to TypeScript
	go generate ./wasm/wire

.PHONY: clean
clean: ## remove everything built
	rm -rf $(BIN) $(DIST) out wasm/host/built/*.wasm
