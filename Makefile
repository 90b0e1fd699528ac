# calx: run, test and keep in order. `make` lists the targets.

SHELL := /bin/sh
RELEASE := .build/release/calx
PACKAGES := libpcre2-dev pkg-config zlib1g-dev libzstd-dev

.PHONY: help run build static test browser lint sanitize fuzz faults lexicons golden examples packages

help:
	@echo 'make run       build calx and read the example reports'
	@echo 'make test      run all tests'
	@echo 'make browser   open the review page in headless Chromium, use it, and leave pictures in .build/browser'
	@echo 'make lint      check the format of the sources'
	@echo 'make static    build one file that needs nothing where it runs, and try it in an empty root'
	@echo 'make sanitize  run the tests under the address and the thread sanitizer'
	@echo 'make fuzz      fuzz the text engine and the readers; FUZZ_SECONDS for each (60)'
	@echo 'make faults    kill, interrupt and starve long runs, and compare what they leave; FAULT_KILLS (200)'
	@echo 'make lexicons  embed the files of Lexicons/ anew, after one was added or removed'
	@echo 'make examples  try the recipes of Examples/ that Python, Java and packages are there for'
	@echo 'make golden    rewrite Fixtures/expected; look at the difference before you commit it'
	@echo 'make bench     measure the speed beside ripgrep; SCALE=0.2 makes the inputs smaller'

# Installs what is missing of the system packages, and nothing when all are there.
packages:
	@command -v swift >/dev/null || { echo 'calx needs Swift 6.2 or later: https://www.swift.org/install' >&2; exit 1; }
	@if command -v dpkg-query >/dev/null; then \
	  missing=''; \
	  for p in $(PACKAGES); do \
	    dpkg-query -W -f '$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; \
	  done; \
	  if [ -n "$$missing" ]; then \
	    echo "installing$$missing"; \
	    sudo=''; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	    $$sudo apt-get update -qq && $$sudo apt-get install -y -qq --no-install-recommends $$missing; \
	  fi; \
	else \
	  pkg-config --exists libpcre2-8 libzstd || { echo 'calx needs PCRE2, zstd and pkg-config (brew install pcre2 zstd pkg-config)' >&2; exit 1; }; \
	fi

build: packages
	swift build -c release --product calx

# In colour and page by page at a terminal, plain into a file or pipe.
run: build
	@if [ -t 1 ]; then \
	  if command -v less >/dev/null; then \
	    $(RELEASE) analyze Fixtures/reports --to table --color always | less -RFX; \
	  else \
	    $(RELEASE) analyze Fixtures/reports --to table --color always; \
	  fi; \
	else \
	  $(RELEASE) analyze Fixtures/reports --to table --color never; \
	fi

test: packages
	swift test --disable-xctest

# Skipped where there is no Chromium or Python.
browser: packages
	@if ! command -v python3 >/dev/null || ! { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null; then \
	  echo 'skipped: needs python3 and chromium'; \
	else \
	  mkdir -p .build/browser && \
	  CALX_REVIEW_PAGE="$$PWD/.build/browser/page.html" swift test --disable-xctest --filter ReviewPageSample && \
	  python3 Tests/Browser/check_review_page.py .build/browser/page.html .build/browser; \
	fi

lint:
	swift format lint --strict --recursive --parallel Sources Tests Package.swift

# One stripped file with PCRE2 and zlib inside.
static: packages
	swift build -c release --product calx -Xswiftc -static-executable -Xlinker -s --scratch-path .build-static
	sh Tests/Static/layout.sh .build-static/release
	sh Tests/Static/run.sh .build-static/release/calx

fuzz: packages
	sh Tests/Fuzz/run.sh

faults: build
	bash Tests/Faults/run.sh

sanitize: packages
	ASAN_OPTIONS=detect_leaks=0 swift test --disable-xctest --sanitize=address --scratch-path .build-asan
	swift test --disable-xctest --sanitize=thread --scratch-path .build-tsan

lexicons:
	sh Sources/CLexicons/embed.sh

FORMATS := $(RELEASE) analyze Fixtures/formats/notes.jsonl --quiet

golden: build
	mkdir -p Fixtures/expected
	$(RELEASE) analyze Fixtures/reports -o Fixtures/expected/records.jsonl
	sed -E -i.part 's/"versions":\{[^}]*\}/"versions":{"calx":"","lexicon":"","knowledge":""}/' Fixtures/expected/records.jsonl
	rm Fixtures/expected/records.jsonl.part
	$(FORMATS) --to csv --bom -o Fixtures/expected/findings.csv
	$(FORMATS) --to csv --raw-csv --no-header --no-text -o Fixtures/expected/findings-raw.csv
	$(FORMATS) --to omop --nlp-date 2026-02-01 --start-id 500 -o Fixtures/expected/note_nlp.csv
	$(FORMATS) --to fhir -o Fixtures/expected/resources.ndjson
	sed -E -i 's/calx [0-9.]+ \(lexicon [^;]*; knowledge [^)]*\)/calx/g' Fixtures/expected/note_nlp.csv Fixtures/expected/resources.ndjson

# 77: a package or Java is lacking; the recipe says which.
PYTHON ?= python3
examples: build
	@for t in Examples/*/test_*.py; do \
	  CALX=$(RELEASE) $(PYTHON) $$t || { rc=$$?; [ $$rc = 77 ] || exit $$rc; }; \
	done

# Of the static build where there is one (.build-static), else of the plain release build.
.PHONY: bench
SCALE ?= 1
bench: packages
	@test -x .build-static/release/calx || swift build -c release --product calx
	swift build -c release --product CalxBench
	@command -v rg >/dev/null || echo 'ripgrep is not installed (apt-get install ripgrep): its rows are left out'
	@calx=$(RELEASE); if test -x .build-static/release/calx; then calx=.build-static/release/calx; fi; \
	  .build/release/CalxBench $$calx Fixtures $(SCALE)
