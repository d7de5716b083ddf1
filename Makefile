# HPoC: book/*.nw -> tangle/ (C), -> facts (what its runs say), -> pages.
#
#   scan      one pass over all chapters: mistakes, names, what prose asks for
#   tangle    the C of every stage, twice: to read, and with the book's lines
#   facts     a stage's tests, and only if they pass: its runs, counts, figures
#   pages     a chapter and its facts
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDARY:
MAKEFLAGS += -rR --no-print-directory
export LC_ALL := C.UTF-8
export TZ := UTC

# The book's date is that of its last commit, so that two builds agree.
ifndef SOURCE_DATE_EPOCH
SOURCE_DATE_EPOCH := $(shell git log -1 --format=%ct 2>/dev/null || \
  stat -c %Y Makefile)
endif
export SOURCE_DATE_EPOCH

# The stages share most of their files: what was compiled once is kept in
# build/ccache. A compiler of the name stands in front of the real one.
export PATH := /usr/lib/ccache:$(PATH:/usr/lib/ccache:%=%)
export CCACHE_DIR := $(CURDIR)/build/ccache
export CCACHE_NOHASHDIR := 1
export CCACHE_SLOPPINESS := include_file_mtime,include_file_ctime
export CCACHE_MAXSIZE := 2G

# What every page says of itself: the last commit and its day.
VERSION := $(shell [ -e .git ] && git describe --always --tags --abbrev=8)
VERSION := $(if $(VERSION),$(VERSION) of $(shell \
  date -u -d @$(SOURCE_DATE_EPOCH) +%F),unversioned)

# What a bare Debian 12 needs. The last line: programs that the book runs.
PACKAGES := gcc libc6-dev clang make noweb pandoc texlive-luatex \
  texlive-latex-recommended texlive-latex-extra texlive-pictures lmodern \
  fonts-texgyre fonts-texgyre-math fonts-jetbrains-mono latexmk \
  libcunit1-dev librsvg2-bin poppler-utils nodejs gnuplot-nox graphviz \
  woff2 valgrind xz-utils ccache \
  gdb git perl gawk procps python3 sqlite3 vim

# make deps book: what comes after deps is made by a make that finds it all.
NEXT := $(if $(filter deps,$(MAKECMDGOALS)),$(filter-out deps,$(MAKECMDGOALS)))
ifneq ($(NEXT),)
.NOTPARALLEL:
.PHONY: deps $(NEXT)
deps:
	@bash tests/deps.sh $(PACKAGES)
$(NEXT): deps
	@$(MAKE) $@
else

CHAPTERS := $(sort $(wildcard book/[0-9][0-9]-*.nw))
ANSWERS  := $(sort $(wildcard book/answers/[0-9][0-9]-*.nw))

##@ The book
all: test book ## test and build everything
book: html pdf epub ## HTML, PDF and EPUB; every stage must be green
html: ## build/html/index.html
pdf: ## build/hpoc.pdf
epub: ## build/hpoc.epub
serve: ## the HTML on localhost, rebuilt as a chapter is saved [PORT=8000]
	@PORT=$(or $(PORT),8000) node book/weave/serve.js

##@ The program
tangle: build/tangle.stamp ## chapters -> tangle/ (to read), build/lines/ (to debug)
test: tangle ## every stage's tests, the newest in all ways, and tests/
	@bash tests/run.sh
thorough: tangle ## all of it: every stage in all ways, every answer (half an hour)
	@bash tests/run.sh --thorough
$(patsubst tangle/%/,test-%,$(wildcard tangle/*/)): test-%: tangle
	@$(MAKE) -s -C build/lines/$* test
answers: tangle ## every answer to an exercise, built and tested
	@bash tests/answers.sh
check: ## a heap of your own under a stage's tests: HEAP=mine.c STAGE=bump
	@bash tests/check.sh '$(STAGE)' '$(HEAP)'
red: tangle ## opening tests: red on the stage before, green on their own
	@bash tests/red.sh
programs: tangle ## real programs under each stage
	@bash tests/programs.sh
compilers: tangle ## every stage with both compilers, the sanitizers, valgrind
	@bash tests/compilers.sh
coverage: tangle ## the lines of each chapter that its tests run
	@bash tests/coverage.sh
stress: tangle ## eight threads at once [STAGE=threads] [SECONDS=10] [RUNS=20]
	@bash tests/stress.sh $(or $(STAGE),threads) $(or $(SECONDS),10) $(or $(RUNS),20)
instructions: tangle ## what an event of each trace costs on each stage, and on libc
	@bash tests/instructions.sh
identity: tangle ## the last stage against the machine's libc, address by address
	@bash tests/identity/identity.sh --all
misuse: tangle ## a program for each heap crime: same signal, same message as libc's
	@bash tests/identity/identity.sh --misuse
soak: tangle ## both heaps for longer [STEPS=10000000]
	@bash tests/identity/identity.sh --soak $(or $(STEPS),10000000)
measure: tangle ## the timings in figures/data, anew on this machine
	@bash tests/measure.sh
lint: tangle ## layers of the C, shape of the chapters, scripts
	@bash tests/lint.sh

##@ Around it
deps: ## install the Debian packages that are missing
	@bash tests/deps.sh $(PACKAGES)
reproducible: ## two builds at two places give the same bytes (minutes)
	@bash tests/reproducible.sh
speed: ## how long the usual edits take to show, against what is promised
	@bash tests/speed.sh
site-test: book ## the site in a browser (installs chromium, axe-core)
	@bash tests/site/run.sh
epub-test: epub ## the EPUB by its rules (installs epubcheck)
	@bash tests/epub.sh
clean: ## remove build/; tangle/ is committed and stays
	rm -rf build
help: ## this list
	@awk 'sub(/^##@ /, "") { print "\n" $$0 } \
	  /^[a-z-]+:.*## / { split($$0, part, ":.*## "); \
	    printf "  make %-12s %s\n", part[1], part[2] } \
	  /[:] test-%:/ { print "  make test-bump    one stage" }' Makefile

# --- scan, tangle ---------------------------------------------------------
# scan.lua writes build/xref.lua and its sisters only when they change.
build/scan.stamp: $(CHAPTERS) $(ANSWERS) book/references.bib book/glossary.txt \
  $(wildcard book/tangle/*.lua figures/*.scn figures/*.tex figures/*.gp)
	@mkdir -p build
	@pandoc -f book/tangle/scan.lua $(CHAPTERS) $(ANSWERS) -t plain -o /dev/null
	@touch $@
build/xref.lua build/chunks.lua build/terms.lua build/roots.tsv build/code.tsv build/requests.tsv build/pages.tsv: build/scan.stamp ;

build/tangle.stamp: build/scan.stamp book/tangle/tangle.sh $(wildcard book/tangle/*.awk)
	@book/tangle/tangle.sh
	@touch $@ build/text.stamp

# A page wants the text of the stages, which an edit of prose leaves alone.
# That code has moved to other lines is known in time for the next test.
build/text.stamp: build/code.tsv build/roots.tsv book/tangle/tangle.sh \
  $(wildcard book/tangle/*.awk)
	@book/tangle/tangle.sh --text
	@touch $@

# --- facts, pages ---------------------------------------------------------
# What the prose asks for is known after the scan; make then starts anew with
# those rules. Not for goals that need none of it.
ifneq ($(filter-out deps clean help tangle test thorough test-% answers check red programs compilers \
  coverage stress instructions identity misuse soak measure lint serve reproducible speed,$(or $(MAKECMDGOALS),all)),)
# They say what they said as long as prose only moves.
build/facts.stamp: build/text.stamp build/requests.tsv build/pages.tsv \
  $(wildcard book/facts/mk.* figures/*.gp figures/*.tex)
	@book/facts/mk.sh
	@touch $@
build/facts.mk: build/facts.stamp
	@[ -e $@ ] || book/facts/mk.sh
include build/facts.mk
endif

include book/weave/weave.mk

html: $(HTML)
pdf: build/hpoc.pdf

.PHONY: all book html pdf epub tangle test thorough answers check red programs compilers \
  coverage stress instructions identity misuse soak measure lint serve reproducible speed deps site-test epub-test clean help

endif
