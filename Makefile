# benchpipe: make all | check | check-sanitized | check-slurm | golden | lint | lint-deep | fuzz | bench | bench-page | study | study-builds | trend-eval | hunt | claims | study-why | study-calls | power-study | budget-study | elsewhere | tamper | demo | deps | demo-history | demo-backends | demo-families | install | uninstall | dist | deb | static | clean
VERSION := $(shell cat VERSION)
PREFIX = /usr/local
BINDIR = $(PREFIX)/bin
MANDIR = $(PREFIX)/share/man
# Where the tools look for it, as seen from BINDIR.
DATADIR = $(shell realpath -ms $(BINDIR)/../share/benchpipe)
BASHDIR = $(PREFIX)/share/bash-completion/completions
ZSHDIR = $(PREFIX)/share/zsh/site-functions
FISHDIR = $(PREFIX)/share/fish/vendor_completions.d

B = build
CC = cc
CFLAGS = -O2 -g
PKG_CONFIG = pkg-config
LIBS = yaml-0.1 json-c
STRICT = -std=c11 -pedantic -Wall -Wextra -Wshadow -Wformat=2 -Wstrict-prototypes -Wmissing-prototypes
# No path of the machine that builds is in what is built.
BASE_CFLAGS = $(STRICT) -D_XOPEN_SOURCE=700 -DVERSION='"$(VERSION)"' -iquote tools/lib \
	-ffile-prefix-map=$(CURDIR)=. -ffile-prefix-map=$(abspath $(B))=./build $(if $(LINK_STATIC),-DBENCH_STATIC)
ALL_CFLAGS = $(BASE_CFLAGS) \
	$(shell $(PKG_CONFIG) --cflags $(LIBS)) $(CFLAGS)
LDLIBS = $(shell $(PKG_CONFIG) --libs $(LIBS)) -lm -ldl
CURL_LIBS = $(shell $(PKG_CONFIG) --libs libcurl)
STATIC = $(if $(LINK_STATIC),-static)

TOOLS = $(basename $(notdir $(wildcard tools/bench-*.c tools/bench-*.sh)))
LIB = $(patsubst %.c,$(B)/%.o,$(wildcard tools/lib/*/*.c))
PAGES = $(wildcard tools/*.1 tools/*.5 tools/*.7)

# Tools that are scripts of the workflows too: a link to each, by its name as a tool.
LINKS = bench-init:bench-init bench-selftest:gate-selftest bench-checkout:checkout-variants bench-promote:baseline-promote bench-push:history-push
link_name = $(firstword $(subst :, ,$(1)))
link_script = $(lastword $(subst :, ,$(1)))
LINKED = $(foreach l,$(LINKS),$(call link_name,$l))

TESTS = tests

# What bench-import and bench-export know of other harnesses lies beside them.
FORMATS = $(patsubst tools/%,$(B)/%,$(wildcard tools/import/*.jq tools/export/*.jq tools/*.yml))

all: $(TOOLS:%=$(B)/%) $(FORMATS) $(B)/bench links

links:
	@mkdir -p $(B)
	@$(foreach l,$(LINKS),ln -sfn $(CURDIR)/scripts/$(call link_script,$l) $(B)/$(call link_name,$l) &&) :
	@[ ! -e build/duckdb/libduckdb.so ] || ln -sfn $(CURDIR)/build/duckdb/libduckdb.so $(B)/libduckdb.so

# What tools take at run time and systems do not have: DuckDB's library, beside the tools.
deps: all
	tests/prepare duckdb
	$(MAKE) links

$(B)/%.jq: tools/%.jq
	@mkdir -p $(@D)
	install -m 644 $< $@

$(B)/%.yml: tools/%.yml
	@mkdir -p $(@D)
	install -m 644 $< $@

$(B)/%.o: %.c VERSION
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/libbench.a: $(LIB)
	@rm -f $@ # else it keeps the members of sources that are gone
	$(AR) rc $@ $(LIB)

# Only what posts needs libcurl: of the library it alone takes the members that do. Of
# what libcurl needs, systems have shared libraries alone.
$(B)/bench-pr-comment: LDLIBS += $(CURL_LIBS)
# DuckDB is opened at run time, which a static program cannot do.
$(B)/bench-db: LDLIBS += -ldl
$(B)/bench-db: STATIC =
$(B)/bench-pr-comment: STATIC =

$(B)/bench-%: $(B)/tools/bench-%.o $(B)/libbench.a
	$(CC) $(CFLAGS) $(LDFLAGS) $(STATIC) -o $@ $< $(B)/libbench.a $(LDLIBS)

# A tool in shell has in itself what it sources: each file that is named from its own folder.
$(B)/bench-bisect: tools/lib/bisect/measure.sh
$(B)/bench-%: tools/bench-%.sh scripts/actions/lib.sh scripts/actions/options.sh scripts/actions/commits.sh
	@mkdir -p $(@D)
	awk 'sub(/^\. "\$$\(dirname "\$$0"\)/, "") && sub(/"$$/, "") { file = "tools" $$0; \
		while ((got = (getline line <file)) > 0) print line; if (got < 0) exit 1; next } { print }' $< >$@.new
	chmod 755 $@.new
	mv $@.new $@

# The words of 'bench': what the first lines of the manual pages say.
$(B)/bench_words.c: scripts/bench-words $(wildcard tools/bench-*.1)
	@mkdir -p $(@D)
	scripts/bench-words >$@.new
	mv $@.new $@

$(B)/bench_words.o: $(B)/bench_words.c
	$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(B)/bench: $(B)/tools/bench.o $(B)/bench_words.o $(B)/libbench.a
	$(CC) $(CFLAGS) $(LDFLAGS) $(STATIC) -o $@ $^ $(LDLIBS)

# What bench-html puts into each page, in this order.
PAGE_PARTS = $(addprefix third_party/uplot/,uPlot.min.css uPlot.iife.min.js LICENSE) tools/page/page.css \
	$(patsubst %,tools/page/%.js,dom unpack format state model list chart bars overview browse benchmark \
	compare backends advice alerts report keys main)

$(B)/page_parts.c: scripts/page-parts $(PAGE_PARTS)
	@mkdir -p $(@D)
	scripts/page-parts $(PAGE_PARTS) >$@.new
	mv $@.new $@

$(B)/page_parts.o: $(B)/page_parts.c
	$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(B)/bench-html: $(B)/tools/bench-html.o $(B)/page_parts.o $(B)/libbench.a
	$(CC) $(CFLAGS) $(LDFLAGS) $(STATIC) -o $@ $^ $(LDLIBS)

# What shells complete, from the tables of options that the tools print.
completions: all
	scripts/completions $(B) $(B)/completions

# What measures is one small static program, without sanitizers or coverage
# whatever CFLAGS say: its own memory must not show in what it measures. It is
# linked of these folders alone (tools/lib/LAYERS).
EXEC = $(patsubst %.c,$(B)/exec/%.o,$(wildcard $(addprefix tools/lib/,base/*.c json/*.c machine/*.c exec/*.c)))
EXEC_CFLAGS = $(filter-out -fsanitize% -fno-sanitize% -fprofile% -ftest-coverage --coverage,$(CFLAGS))
EXEC_LDFLAGS = -Wl,-z,norelro -Wl,-z,noseparate-code

$(B)/exec/%.o: %.c VERSION
	@mkdir -p $(@D)
	$(CC) $(BASE_CFLAGS) $(shell $(PKG_CONFIG) --cflags $(LIBS)) $(EXEC_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/exec/libexec.a: $(EXEC)
	@rm -f $@
	$(AR) rc $@ $(EXEC)

$(B)/bench-exec: $(B)/exec/tools/bench-exec.o $(B)/exec/libexec.a
	$(CC) $(EXEC_CFLAGS) -static $(EXEC_LDFLAGS) -o $@ $^ -lm || { \
		echo 'note: no static C library: bench-exec is linked dynamically and sees its own memory' >&2; \
		$(CC) $(EXEC_CFLAGS) -o $@ $^ -lm; }

# What 'make bench' measures against; static, so that the loader is in nobody's time.
PEERS = $(patsubst tests/peers/%.c,$(B)/peers/%,$(wildcard tests/peers/*.c))

$(B)/peers/nolibc: tests/peers/nolibc.c
	@mkdir -p $(@D)
	$(CC) $(STRICT) -O2 -static -nostdlib -o $@ $<

$(B)/peers/invoke-rate $(B)/peers/generate: $(B)/peers/%: tests/peers/%.c $(B)/libbench.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $< $(B)/libbench.a $(LDLIBS)

$(B)/peers/%: tests/peers/%.c
	@mkdir -p $(@D)
	$(CC) $(STRICT) -O2 -static -o $@ $<

bench: all $(PEERS)
	s=0; for b in $(filter-out %/bench-init %/bench-page,$(wildcard scripts/bench-*)); do \
		BENCH_BUILD=$(abspath $(B)) PATH=$(abspath $(B)):$$PATH $$b || s=1; done; exit $$s

UNIT = $(patsubst tests/unit/%.c,$(B)/unit/%,$(wildcard tests/unit/*.c))

$(B)/unit/%: tests/unit/%.c $(wildcard tests/unit/*.h) $(B)/libbench.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $< $(B)/libbench.a $(LDLIBS)

# How well this and other ways tell a change from noise: docs/study.md.
MINUTES = 50
ROWS = 2000
STUDY = $(B)/study/record $(B)/study/analyse $(B)/study/between $(B)/study/deciding $(B)/study/simulate $(B)/study/stopping \
	$(B)/study/choosing $(B)/study/claiming $(B)/study/powering $(B)/study/budgeting $(B)/study/placing $(B)/study/hunting $(B)/study/burn $(B)/study/neighbour
STUDY_OBJECTS = $(patsubst %,$(B)/tests/study/%.o,rules recording noises tally limit reports look_twice)

$(B)/study/burn $(B)/study/neighbour: $(B)/study/%: tests/study/%.c
	@mkdir -p $(@D)
	$(CC) $(STRICT) -D_XOPEN_SOURCE=700 -O2 -static -o $@ $< -lm || \
		$(CC) $(STRICT) -D_XOPEN_SOURCE=700 -O2 -o $@ $< -lm

$(B)/study/%: $(B)/tests/study/%.o $(STUDY_OBJECTS) $(B)/libbench.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(STUDY_OBJECTS) $(B)/libbench.a $(LDLIBS)

study: all $(STUDY)
	BENCH_BUILD=$(abspath $(B)) scripts/study --minutes $(MINUTES) --rows $(ROWS)

# What builds of one source differ by, and how many of them it takes: docs/study.md.
study-builds: all $(B)/study/placing
	BENCH_BUILD=$(abspath $(B)) scripts/study-builds

# A slow-down hunted to its commit in simulated histories: how often the right one, in how many probes.
HISTORIES = 100
SEED = 11
hunt: $(B)/study/hunting
	$(B)/study/hunting $(HISTORIES) $(SEED) $(NOISES)

# How often bench-claim calls a false claim proven, in each kind of noise.
CLAIMS = 400
claims: $(B)/study/claiming
	$(B)/study/claiming $(CLAIMS) $(SEED)

# How well bench-plan --power predicts what rounds will show, in simulated noise and in the recordings of make study.
PILOTS = 100
power-study: $(B)/study/powering
	$(B)/study/powering $(PILOTS) $(SEED) $(wildcard $(B)/study/recordings/*.tsv)

# By which change a regression budget is overdrawn, and how often without any.
budget-study: $(B)/study/budgeting
	$(B)/study/budgeting $(HISTORIES) $(SEED)

# How well bench-why finds slow-downs in this project's own programs, and what it calls placement.
study-why: all
	BENCH_BUILD=$(abspath $(B)) scripts/study-why $(WHY)

CALLS = 32
# Which summary of calls that a harness times one by one can be compared; takes tinybench from npm.
study-calls: all
	BENCH_BUILD=$(abspath $(B)) scripts/study-calls --rounds $(CALLS)

# Every byte of a statement and of all that it is of, two other values each: none is accepted.
tamper: all
	rm -rf $(B)/tamper
	mkdir -p $(B)/tamper
	cd $(B)/tamper && PATH=$(abspath $(B)):$$PATH $(CURDIR)/tests/tamper-all

# How often a build that only lies elsewhere in memory is red on one machine, and on a second one too.
elsewhere: all $(B)/study/neighbour
	BENCH_BUILD=$(abspath $(B)) PATH=$(abspath $(B)):$$PATH tests/study/elsewhere

# How well bench-trend finds steps, for noise made from a seed, beside Otava where OTAVA is a
# Python that has it: tests/trend/README.md.
ONLINE = --online --online-gen 5
TCPD =
trend-eval: all
	PATH=$(abspath $(B)):$$PATH tests/trend/eval '$(SEED)' --gen 6 $(ONLINE) $(if $(TCPD),--tcpd '$(TCPD)')

# Many jobs push to one history at once, and no result is lost.
SHARDS = 256
history-push: all
	rm -rf $(B)/push-at-once
	mkdir -p $(B)/push-at-once
	PATH=$(abspath $(B)):$$PATH tests/push-at-once $(SHARDS) $(abspath $(B))/push-at-once

# The network brings it while the CPUs compile.
prepared:
	tests/prepare

# Both install what they need first, and say what.
check:
	scripts/install-packages build check
	$(MAKE) -j"$$(nproc)" prepared all $(UNIT) $(PEERS) $(STUDY)
	$(MAKE) links
	BENCH_BUILD=$(abspath $(B)) scripts/run-tests $(TESTS)

# Nodes that go away in the middle, in a real Slurm (slurm-wlm), which takes minutes.
check-slurm: all
	scripts/install-packages slurm
	BENCH_BUILD=$(abspath $(B)) scripts/run-tests tests/slurm

# Make the golden files of the tests anew, for 'git diff' to show what changed.
golden: all
	UPDATE_GOLDEN=1 BENCH_BUILD=$(abspath $(B)) scripts/run-tests --filter-tags golden tests

# The same tests over code that watches itself; bench-exec stays as it is. What
# ends in die() frees nothing, so leaks are not looked for; the workflows' tests
# bound the tools' memory, which AddressSanitizer cannot live with.
check-sanitized:
	ASAN_OPTIONS=detect_leaks=0 $(MAKE) check \
		TESTS='$(filter-out %/attacks.bats %/memory.bats %/workflows.bats,$(wildcard tests/*.bats))' B=$(B)-sanitized CFLAGS='-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all' \
		LDFLAGS=-fsanitize=address,undefined

# Fuzz the readers for a minute each (needs clang); the seeds are what the tests read.
FUZZERS = $(notdir $(basename $(wildcard tests/fuzz/*.c)))
FUZZ = -max_total_time=60 -max_len=4096
FUZZ_SEEDS_results = tests/data/results-*.json tests/data/md/results.json
FUZZ_SEEDS_comparison = tests/data/comparison-*.json tests/data/md/comparison*.json tests/data/md/limits.json
FUZZ_SEEDS_scenario = scripts/*.yml tests/data/bad/*.yml
FUZZ_SEEDS_series = tests/data/series/*.json
FUZZ_SEEDS_output = tests/data/harness/*.json tests/data/md/results.json
FUZZ_SEEDS_printed = tests/data/numbers/*
FUZZ_SEEDS_import-json = $(filter-out %.expect.json %.skip.json,$(wildcard tests/data/harness/*/*.json))
FUZZ_SEEDS_import-lines = $(wildcard tests/data/harness/*/*.txt)
FUZZ_SEEDS_import-csv = $(wildcard tests/data/harness/*/*.csv)
FUZZ_SEEDS_import-xml = $(wildcard tests/data/harness/*/*.xml)
FUZZ_SEEDS_budget = tests/data/budget.json
FUZZ_SEEDS_bisection = tests/data/bisection.json
FUZZ_SEEDS_catalog = tests/data/results-*.json
FUZZ_SEEDS_recommendation = tests/data/recommendation.json tests/data/results-backends.json
FUZZ_SEEDS_event = $(wildcard tests/data/events/*.json)
FUZZ_SEEDS_page = tests/data/series.json
FUZZ_SEEDS_model-gguf = $(B)/fuzz/models/*.gguf
FUZZ_SEEDS_model-onnx = $(B)/fuzz/models/*.onnx
FUZZ_SEEDS_model-safetensors = $(B)/fuzz/models/*.safetensors
FUZZ_WRAP_model-gguf = die
FUZZ_WRAP_model-onnx = die
FUZZ_WRAP_model-safetensors = die
FUZZ_WRAP_results = die
FUZZ_WRAP_comparison = die
FUZZ_WRAP_budget = die
FUZZ_WRAP_bisection = die
FUZZ_WRAP_catalog = die
FUZZ_WRAP_recommendation = die
FUZZ_WRAP_scenario = exit
FUZZ_WRAP_series = die
FUZZ_WRAP_output = nothing
FUZZ_WRAP_event = die
FUZZ_WRAP_page = die
FUZZ_WRAP_import-json = die
FUZZ_WRAP_import-lines = die
FUZZ_WRAP_import-csv = die
FUZZ_WRAP_import-xml = die
FUZZ_WRAP_callgrind = die
FUZZ_SEEDS_callgrind = $(wildcard tests/data/callgrind/*)
fuzz: $(FUZZERS:%=fuzz-%)
$(B)/fuzz/models: tests/model-files
	tests/model-files $@
fuzz-model-gguf fuzz-model-onnx fuzz-model-safetensors: $(B)/fuzz/models
fuzz-%: tests/fuzz/%.c
	@mkdir -p $(B)/fuzz/$*
	cp tools/compatibility.yml $(B)/fuzz
	cp --backup=numbered $(FUZZ_SEEDS_$*) $(B)/fuzz/$*
	clang-14 $(BASE_CFLAGS) -DSOURCE='"$(CURDIR)"' -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined \
		$(shell $(PKG_CONFIG) --cflags $(LIBS)) $(FUZZ_WRAP_$*:%=-Wl,--wrap=%) -o $(B)/fuzz/fuzz-$* $< \
		$(wildcard tools/lib/*/*.c) $(LDLIBS) $(shell $(PKG_CONFIG) --libs libcurl)
	cd $(B)/fuzz && ASAN_OPTIONS=detect_leaks=0 ./fuzz-$* $(FUZZ) -fork=1 -ignore_ooms=1 -rss_limit_mb=4096 $*

lint lint-deep:
	scripts/install-packages build lint
	tests/prepare workflows
	scripts/lint $(if $(filter lint-deep,$@),225000)

demo:
	scripts/demo

# Years of a real project as a page.
demo-history: all
	BENCH_BUILD=$(abspath $(B)) scripts/demo-history

# The real backends of this machine: which is best for what, with proof or as a tie; takes minutes.
demo-backends:
	scripts/demo-backends

# The template of each family of models, run as it is; takes minutes.
demo-families:
	scripts/demo-families

# How large and how fast a page is; takes some minutes.
bench-page: all
	tests/prepare page
	BENCH_BUILD=$(abspath $(B)) scripts/bench-page

# Where it goes is written into commands, and taken away by 'uninstall'.
PLACES = BINDIR MANDIR DATADIR BASHDIR ZSHDIR FISHDIR
datadir:
	@$(foreach p,$(PLACES),$(if $(and $(filter 1,$(words $($p))),$(filter /%,$($p))),,\
		echo "$p must be an absolute path without blanks, found '$($p)'" >&2; exit 2;)) \
	$(if $(filter 0 1,$(words $(DESTDIR))),,echo "DESTDIR must be a path without blanks, found '$(DESTDIR)'" >&2; exit 2;) \
	[ '$(shell realpath -ms $(DATADIR))' = '$(shell realpath -ms $(BINDIR)/../share/benchpipe)' ] || \
		{ echo "DATADIR is '$(DATADIR)', but tools in '$(BINDIR)' look in '$(BINDIR)/../share/benchpipe'" >&2; exit 2; }

install: datadir completions
	install -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(DATADIR)/schemas $(DESTDIR)$(DATADIR)/import \
		$(DESTDIR)$(DATADIR)/export $(DESTDIR)$(DATADIR)/templates \
		$(DESTDIR)$(DATADIR)/scripts/actions $(DESTDIR)$(DATADIR)/scripts/init $(DESTDIR)$(DATADIR)/workflows/examples \
		$(DESTDIR)$(BASHDIR) $(DESTDIR)$(ZSHDIR) $(DESTDIR)$(FISHDIR)
	install -m 755 $(TOOLS:%=$(B)/%) $(B)/bench $(DESTDIR)$(BINDIR)
	install -m 644 schemas/*.json $(DESTDIR)$(DATADIR)/schemas
	install -m 644 tools/import/*.jq $(DESTDIR)$(DATADIR)/import
	install -m 644 tools/export/*.jq $(DESTDIR)$(DATADIR)/export
	install -m 644 tools/compatibility.yml $(DESTDIR)$(DATADIR)
	install -m 644 templates/*.yml $(DESTDIR)$(DATADIR)/templates
	install -m 644 workflows/examples/*.yml $(DESTDIR)$(DATADIR)/workflows/examples
	install -m 644 scripts/actions/lib.sh scripts/actions/options.sh scripts/actions/commits.sh $(DESTDIR)$(DATADIR)/scripts/actions
	install -m 644 scripts/init/*.sh scripts/init/*.awk $(DESTDIR)$(DATADIR)/scripts/init
	install -m 755 scripts/actions/report $(DESTDIR)$(DATADIR)/scripts/actions
	$(foreach l,$(LINKS),install -m 755 scripts/$(call link_script,$l) $(DESTDIR)$(DATADIR)/scripts && \
		ln -sfn $(shell realpath -m -s --relative-to=$(BINDIR) $(DATADIR))/scripts/$(call link_script,$l) \
		$(DESTDIR)$(BINDIR)/$(call link_name,$l) &&) :
	install -m 644 $(B)/completions/bench.bash $(DESTDIR)$(BASHDIR)/bench
	for t in $(TOOLS) $(LINKED); do ln -sfn bench $(DESTDIR)$(BASHDIR)/$$t || exit; done
	install -m 644 $(B)/completions/_bench $(DESTDIR)$(ZSHDIR)/_bench
	install -m 644 $(B)/completions/*.fish $(DESTDIR)$(FISHDIR)
	for p in $(PAGES); do install -D -m 644 $$p $(DESTDIR)$(MANDIR)/man$${p##*.}/$${p##*/} || exit; done

uninstall: datadir
	rm -f $(addprefix $(DESTDIR)$(BINDIR)/,bench $(TOOLS) $(LINKED)) $(addprefix $(DESTDIR)$(BASHDIR)/,bench $(TOOLS) $(LINKED)) \
		$(DESTDIR)$(ZSHDIR)/_bench $(patsubst %,$(DESTDIR)$(FISHDIR)/%.fish,bench $(TOOLS) $(LINKED)) \
		$(foreach p,$(notdir $(PAGES)),$(DESTDIR)$(MANDIR)/man$(lastword $(subst ., ,$p))/$p)
	rm -rf '$(DESTDIR)$(DATADIR)'

dist:
	git archive --prefix=benchpipe-$(VERSION)/ -o benchpipe-$(VERSION).tar.gz HEAD

# Into $(B)/: a package of Debian; and an archive that needs no library but what
# libcurl needs, for the one tool that posts.
deb: all
	scripts/package deb $(abspath $(B))

static:
	+$(MAKE) B=$(B)-static LINK_STATIC=yes all
	scripts/package static $(abspath $(B)-static)

clean:
	rm -rf $(B) $(B)-static

# Links alone need nothing compiled, and every job of the workflows makes them.
ifneq ($(MAKECMDGOALS),links)
-include $(B)/tools/bench.d $(STUDY_OBJECTS:.o=.d) $(wildcard $(B)/tests/study/*.d) $(EXEC:.o=.d) $(B)/exec/tools/bench-exec.d $(LIB:.o=.d) $(TOOLS:%=$(B)/tools/%.d)
endif
.PHONY: links prepared datadir completions deb static study study-builds hunt all check golden check-sanitized fuzz lint lint-deep bench demo install uninstall dist clean bench-page demo-history demo-backends demo-families trend-eval deps history-push check-slurm claims power-study budget-study elsewhere tamper study-why study-calls
.PRECIOUS: $(B)/%.o $(B)/exec/%.o
