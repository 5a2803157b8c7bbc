# benchpipe: make all | check | lint | bench | demo | install | dist | clean
VERSION = 0.1.0
PREFIX = /usr/local
BINDIR = $(PREFIX)/bin
MANDIR = $(PREFIX)/share/man
DATADIR = $(PREFIX)/share/benchpipe

CC = cc
CFLAGS = -O2 -g
PKG_CONFIG = pkg-config
LIBS = yaml-0.1 json-c
STRICT = -std=c11 -pedantic -Wall -Wextra -Wshadow -Wformat=2 -Wstrict-prototypes -Wmissing-prototypes
BASE_CFLAGS = $(STRICT) -D_XOPEN_SOURCE=700 -DVERSION='"$(VERSION)"' -Itools -Itools/lib
ALL_CFLAGS = $(BASE_CFLAGS) \
	$(shell $(PKG_CONFIG) --cflags $(LIBS)) $(CFLAGS)
LDLIBS = $(shell $(PKG_CONFIG) --libs $(LIBS)) -lm

TOOLS = $(patsubst tools/%.c,%,$(wildcard tools/bench-*.c))
LIB = $(patsubst %.c,build/%.o,$(wildcard tools/lib/*.c))
PAGES = $(wildcard tools/*.1 tools/*.5 tools/*.7)

all: $(TOOLS:%=build/%)

build/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

build/libbench.a: $(LIB)
	$(AR) rc $@ $(LIB)

build/bench-%: build/tools/bench-%.o build/libbench.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< build/libbench.a $(LDLIBS)

# What measures is one small static program, without sanitizers or coverage
# whatever CFLAGS say: its own memory must not show in what it measures.
EXEC = $(patsubst %,build/exec/%.o,tools/bench-exec \
	$(addprefix tools/lib/,buf counters execution json_writer number output utf8 util))
EXEC_CFLAGS = $(filter-out -fsanitize% -fno-sanitize% -fprofile% -ftest-coverage --coverage,$(CFLAGS))
EXEC_LDFLAGS = -Wl,-z,norelro -Wl,-z,noseparate-code

build/exec/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(BASE_CFLAGS) $(EXEC_CFLAGS) -MMD -MP -c -o $@ $<

build/bench-exec: $(EXEC)
	$(CC) $(EXEC_CFLAGS) -static $(EXEC_LDFLAGS) -o $@ $(EXEC) -lm || { \
		echo 'note: no static C library: bench-exec is linked dynamically and sees its own memory' >&2; \
		$(CC) $(EXEC_CFLAGS) -o $@ $(EXEC) -lm; }

# What 'make bench' measures against; static, so that the loader is in nobody's time.
PEERS = $(patsubst tests/peers/%.c,build/peers/%,$(wildcard tests/peers/*.c))

build/peers/nolibc: tests/peers/nolibc.c
	@mkdir -p $(@D)
	$(CC) $(STRICT) -O2 -static -nostdlib -o $@ $<

build/peers/invoke-rate: tests/peers/invoke-rate.c build/libbench.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $< build/libbench.a $(LDLIBS)

build/peers/%: tests/peers/%.c
	@mkdir -p $(@D)
	$(CC) $(STRICT) -O2 -static -o $@ $<

bench: all $(PEERS)
	for b in scripts/bench-*; do PATH=$(CURDIR)/build:$$PATH $$b || exit; done

clean:
	rm -rf build

-include $(EXEC:.o=.d) $(LIB:.o=.d) $(TOOLS:%=build/tools/%.d)
.PHONY: all check lint bench demo install dist clean
.SECONDARY:
