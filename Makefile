# benchpipe: make all | check | check-sanitized | golden | lint | fuzz | bench | study | demo | install | dist | clean
VERSION = 0.1.0
PREFIX = /usr/local
BINDIR = $(PREFIX)/bin
MANDIR = $(PREFIX)/share/man
DATADIR = $(PREFIX)/share/benchpipe

B = build
CC = cc
CFLAGS = -O2 -g
PKG_CONFIG = pkg-config
LIBS = yaml-0.1 json-c
STRICT = -std=c11 -pedantic -Wall -Wextra -Wshadow -Wformat=2 -Wstrict-prototypes -Wmissing-prototypes
BASE_CFLAGS = $(STRICT) -D_XOPEN_SOURCE=700 -DVERSION='"$(VERSION)"' -iquote tools/lib
ALL_CFLAGS = $(BASE_CFLAGS) \
	$(shell $(PKG_CONFIG) --cflags $(LIBS)) $(CFLAGS)
LDLIBS = $(shell $(PKG_CONFIG) --libs $(LIBS)) -lm

TOOLS = $(basename $(notdir $(wildcard tools/bench-*.c tools/bench-*.sh)))
LIB = $(patsubst %.c,$(B)/%.o,$(wildcard tools/lib/*/*.c))
PAGES = $(wildcard tools/*.1 tools/*.5 tools/*.7)

TESTS = tests

# What bench-import knows of other harnesses lies beside it.
FORMATS = $(patsubst tools/%,$(B)/%,$(wildcard tools/import/*.jq))

all: $(TOOLS:%=$(B)/%) $(FORMATS)

$(B)/import/%.jq: tools/import/%.jq
	@mkdir -p $(@D)
	install -m 644 $< $@

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/libbench.a: $(LIB)
	@rm -f $@ # else it keeps the members of sources that are gone
	$(AR) rc $@ $(LIB)

# Only what posts needs libcurl: of the library it alone takes the members that do.
$(B)/bench-pr-comment: LDLIBS += $(shell $(PKG_CONFIG) --libs libcurl)

$(B)/bench-%: $(B)/tools/bench-%.o $(B)/libbench.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(B)/libbench.a $(LDLIBS)

$(B)/bench-%: tools/bench-%.sh
	@mkdir -p $(@D)
	install -m 755 $< $@

# What measures is one small static program, without sanitizers or coverage
# whatever CFLAGS say: its own memory must not show in what it measures. It is
# linked of these folders alone (tools/lib/LAYERS).
EXEC = $(patsubst %.c,$(B)/exec/%.o,$(wildcard $(addprefix tools/lib/,base/*.c json/*.c machine/*.c exec/*.c)))
EXEC_CFLAGS = $(filter-out -fsanitize% -fno-sanitize% -fprofile% -ftest-coverage --coverage,$(CFLAGS))
EXEC_LDFLAGS = -Wl,-z,norelro -Wl,-z,noseparate-code

$(B)/exec/%.o: %.c
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
	s=0; for b in $(filter-out %/bench-init,$(wildcard scripts/bench-*)); do \
		BENCH_BUILD=$(abspath $(B)) PATH=$(abspath $(B)):$$PATH $$b || s=1; done; exit $$s

UNIT = $(patsubst tests/unit/%.c,$(B)/unit/%,$(wildcard tests/unit/*.c))

$(B)/unit/%: tests/unit/%.c $(wildcard tests/unit/*.h) $(B)/libbench.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $< $(B)/libbench.a $(LDLIBS)

# How well this and other ways tell a change from noise: docs/study.md.
MINUTES = 50
ROWS = 2000
STUDY = $(B)/study/record $(B)/study/analyse $(B)/study/between $(B)/study/deciding $(B)/study/simulate $(B)/study/stopping \
	$(B)/study/burn $(B)/study/neighbour
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

# Both install what they need first, and say what.
check:
	scripts/install-packages build check
	tests/prepare
	$(MAKE) all $(UNIT) $(PEERS) $(STUDY)
	BENCH_BUILD=$(abspath $(B)) scripts/run-tests $(TESTS)

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
FUZZ_SEEDS_output = tests/data/harness/*.json tests/data/md/results.json
FUZZ_SEEDS_printed = tests/data/numbers/*
FUZZ_WRAP_results = die
FUZZ_WRAP_comparison = die
FUZZ_WRAP_scenario = exit
FUZZ_WRAP_output = nothing
fuzz: $(FUZZERS:%=fuzz-%)
fuzz-%: tests/fuzz/%.c
	@mkdir -p $(B)/fuzz/$*
	cp $(FUZZ_SEEDS_$*) $(B)/fuzz/$*
	clang-14 $(BASE_CFLAGS) -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined \
		$(shell $(PKG_CONFIG) --cflags $(LIBS)) $(FUZZ_WRAP_$*:%=-Wl,--wrap=%) -o $(B)/fuzz/fuzz-$* $< \
		$(wildcard tools/lib/*/*.c) $(LDLIBS) $(shell $(PKG_CONFIG) --libs libcurl)
	cd $(B)/fuzz && ASAN_OPTIONS=detect_leaks=0 ./fuzz-$* $(FUZZ) -fork=1 -ignore_ooms=1 -rss_limit_mb=4096 $*

lint:
	scripts/install-packages build lint
	tests/prepare workflows
	scripts/lint

demo:
	scripts/demo

install: all
	install -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(DATADIR)/schemas $(DESTDIR)$(DATADIR)/import
	install -m 755 $(TOOLS:%=$(B)/%) $(DESTDIR)$(BINDIR)
	install -m 644 schemas/*.json $(DESTDIR)$(DATADIR)/schemas
	install -m 644 tools/import/*.jq $(DESTDIR)$(DATADIR)/import
	for p in $(PAGES); do install -D -m 644 $$p $(DESTDIR)$(MANDIR)/man$${p##*.}/$${p##*/} || exit; done

dist:
	git archive --prefix=benchpipe-$(VERSION)/ -o benchpipe-$(VERSION).tar.gz HEAD

clean:
	rm -rf $(B)

-include $(STUDY_OBJECTS:.o=.d) $(wildcard $(B)/tests/study/*.d) $(EXEC:.o=.d) $(B)/exec/tools/bench-exec.d $(LIB:.o=.d) $(TOOLS:%=$(B)/tools/%.d)
.PHONY: study all check golden check-sanitized fuzz lint bench demo install dist clean
.SECONDARY:
