# weave.mk: from chapters, facts and figures to pages and the PDF.
# Included by the Makefile, which makes build/xref.lua and build/chunks.lua
# (first pass), tangle/, build/facts and build/figures before, and says in
# build/facts.mk which page needs which fact.
#
#   html    build/html/*.html, one page a chapter and those made from all
#   pdf     build/hpoc.pdf
#   epub    build/hpoc.epub
#   fonts   build/html/fonts: the web's, made once from Debian's

WEAVE_NW    := $(sort $(wildcard book/[0-9][0-9]-*.nw))
WEAVE_PAGES := $(WEAVE_NW:book/%.nw=%)
# further pages of those that are several (17-glibc-2, ...), for the web
WEAVE_LEAVES := $(shell awk 'FNR == 1 { n = 1; name = FILENAME; \
  gsub(/^book\/|\.nw$$/, "", name) } \
  /^\043+ .*[{][^}]*\.leaf[ }]/ { print name "-" ++n }' $(WEAVE_NW))
WEAVE_ANSWERS := $(sort $(wildcard book/answers/[0-9][0-9]-*.nw))
WEAVE_MADE  := index glossary chunks identifiers figures references
# folders that the book tangles, each with a page, and which of them are
# stages; known after the first pass
WEAVE_DIRS := $(if $(wildcard build/roots.tsv),$(sort $(shell \
  cut -f1 build/roots.tsv | grep -v '^answer-')))
WEAVE_TAKEN := $(if $(wildcard build/roots.tsv),$(sort $(shell \
  cut -f1 build/roots.tsv)))
WEAVE_STAGES := $(if $(wildcard build/requests.tsv),$(sort $(shell \
  awk '$$1 == "tests" { print $$2 }' build/requests.tsv)))
WEAVE_TOOLS := $(wildcard book/weave/*.lua) book/tangle/web.lua \
  book/weave/book.yaml book/references.bib build/xref.lua build/chunks.lua

PANDOC := pandoc -f book/weave/reader.lua -L book/weave/render.lua \
  -M version='$(VERSION)' --citeproc -L book/weave/works.lua --metadata-file=book/weave/book.yaml
PAGE   := $(PANDOC) -t html5 --mathml --template=book/weave/page.html

WEAVE_HTML := $(patsubst %,build/html/%.html,$(WEAVE_PAGES) $(WEAVE_LEAVES) $(WEAVE_MADE) \
  $(WEAVE_DIRS:%=stage-%) $(WEAVE_STAGES:%=diff-%))

.PHONY: html pdf epub fonts
html: $(WEAVE_HTML) build/html/book.css build/html/book.js \
  build/html/search.js build/stamped fonts \
  $(WEAVE_TAKEN:%=build/html/download/%.tar.gz) \
  build/html/download/traces.tar.gz
pdf: build/hpoc.pdf
epub: build/hpoc.epub

$(WEAVE_PAGES:%=build/html/%.html): build/html/%.html: book/%.nw \
  book/weave/page.html $(WEAVE_TOOLS)
	@mkdir -p $(@D)
	@echo weave $@
	@$(PAGE) $< -o $@

define LEAF
build/html/$1.html: build/html/$2.html
	@echo weave $$@
	@$$(PAGE) book/$2.nw -o $$@
endef
$(foreach l,$(WEAVE_LEAVES),$(eval $(call LEAF,$l,$(shell \
  echo $l | sed 's/-[0-9]*$$//'))))

$(WEAVE_MADE:%=build/html/%.html): book/weave/page.html $(WEAVE_TOOLS)
	@mkdir -p $(@D)
	@echo weave $@
	@$(PAGE) /dev/null -o $@

build/html/glossary.html: build/terms.lua

# a chapter's answers stand on its page
$(foreach a,$(WEAVE_ANSWERS),$(eval \
  build/html/$(notdir $(a:.nw=.html)): $(a)))

# a folder's page shows its files, and a stage has one for its diff
$(WEAVE_STAGES:%=build/html/diff-%.html): build/html/diff-%.html: \
  build/facts/%/diff.txt
.SECONDEXPANSION:
$(WEAVE_DIRS:%=build/html/stage-%.html): build/html/stage-%.html: \
  book/weave/page.html $(WEAVE_TOOLS) $$(wildcard tangle/$$*/*)
	@mkdir -p $(@D)
	@echo weave $@
	@$(PAGE) /dev/null -o $@
$(WEAVE_STAGES:%=build/html/diff-%.html): build/html/diff-%.html: \
  book/weave/page.html $(WEAVE_TOOLS) $$(wildcard tangle/$$*/*)
	@mkdir -p $(@D)
	@echo weave $@
	@$(PAGE) /dev/null -o $@

$(WEAVE_TAKEN:%=build/html/download/%.tar.gz): build/html/download/%.tar.gz: \
  book/weave/download.sh build/version $$(wildcard tangle/$$*/*)
	@mkdir -p $(@D)
	@book/weave/download.sh tangle/$* $@
build/html/download/traces.tar.gz: book/weave/download.sh build/version \
  $(wildcard tests/traces/*)
	@mkdir -p $(@D)
	@book/weave/download.sh tests/traces $@

build/html/book.css: book/weave/book.css figures/heap.css
	@mkdir -p $(@D)
	@cat $^ > $@
build/html/book.js: book/weave/book.js
	@mkdir -p $(@D)
	@cp $< $@

build/version: FORCE
	@mkdir -p $(@D)
	@echo '$(VERSION)' | cmp -s - $@ || echo '$(VERSION)' > $@
FORCE:

# A commit weaves no page anew: those that it left alone are told of it, and
# a page that the book no longer has goes.
build/stamped: build/version $(WEAVE_HTML)
	@rm -f $(filter-out $(WEAVE_HTML),$(wildcard build/html/*.html))
	@for page in $(WEAVE_HTML); do \
	  grep -qF '>$(VERSION)<' $$page || { touch -r $$page $@.time; \
	    sed -i 's|\(<span class="version">\)[^<]*|\1$(VERSION)|' $$page; \
	    touch -r $@.time $$page; }; done
	@rm -f $@.time
	@touch $@

# each chapter's page leaves its records in build/idx
build/html/search.js: $(WEAVE_PAGES:%=build/html/%.html)
	@(echo 'window.hpocSearch = ['; \
	 cat $(WEAVE_PAGES:%=build/idx/%.js); echo '];') > $@

# woff2_compress writes beside its input
define WOFF2
@mkdir -p $(@D) build/fonts
@cp $< build/fonts/$(notdir $<)
@woff2_compress build/fonts/$(notdir $<) > /dev/null 2>&1
@mv build/fonts/$(basename $(notdir $<)).woff2 $@
endef
WEAVE_SERIF := $(patsubst %,build/html/fonts/texgyrepagella-%.woff2,\
  regular italic bold)
WEAVE_MONO  := $(patsubst %,build/html/fonts/JetBrainsMono-%.woff2,\
  Regular SemiBold)
fonts: $(WEAVE_SERIF) $(WEAVE_MONO)
$(WEAVE_SERIF): build/html/fonts/%.woff2: \
  /usr/share/texmf/fonts/opentype/public/tex-gyre/%.otf
	$(WOFF2)
$(WEAVE_MONO): build/html/fonts/%.woff2: \
  /usr/share/fonts/truetype/jetbrains-mono/%.ttf
	$(WOFF2)

build/hpoc.tex: $(WEAVE_NW) $(WEAVE_ANSWERS) book/weave/book.latex $(WEAVE_TOOLS) \
  build/terms.lua build/version $(FACTS)
	@echo weave $@
	@$(PANDOC) -t latex --template=book/weave/book.latex $(WEAVE_NW) -o $@

# The dates in a PDF come from SOURCE_DATE_EPOCH or are left out.
build/hpoc.pdf: build/hpoc.tex
	@echo latex $@
	@max_print_line=400 latexmk -lualatex -silent -halt-on-error \
	  -interaction=nonstopmode -outdir=build build/hpoc.tex \
	  > build/latex.out 2>&1 || { tail -n 40 build/hpoc.log; exit 1; }
	@awk -f book/weave/check-log.awk build/hpoc.log
	@mkdir -p build/html
	@cp $@ build/html/hpoc.pdf

# A figure in it is what is printed, as outlines. Its date is the book's.
build/hpoc.epub: $(WEAVE_NW) $(WEAVE_ANSWERS) book/weave/cover.svg \
  $(wildcard book/weave/epub.*) $(WEAVE_TOOLS) \
  build/terms.lua build/version $(FACTS)
	@echo weave $@
	@mkdir -p build/epub build/html
	@for pdf in build/figures/*.pdf; do \
	  pdftocairo -svg $$pdf build/epub/$$(basename $$pdf .pdf).svg; done
	@rsvg-convert book/weave/cover.svg -o build/epub/cover.png
	@$(PANDOC) --metadata-file=book/weave/epub.yaml \
	  -M date=$$(date -u -d @$(SOURCE_DATE_EPOCH) +%F) \
	  -t epub3 --mathml --toc-depth=2 $(WEAVE_NW) \
	  -o build/epub/hpoc.epub
	@node book/weave/epub.js build/epub/hpoc.epub $@
	@cp $@ build/html/hpoc.epub
