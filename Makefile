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
ALL_CFLAGS = $(STRICT) -D_XOPEN_SOURCE=700 -DVERSION='"$(VERSION)"' -Itools -Itools/lib \
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

clean:
	rm -rf build

-include $(LIB:.o=.d) $(TOOLS:%=build/tools/%.d)
.PHONY: all check lint bench demo install dist clean
.SECONDARY:
