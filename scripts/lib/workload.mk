# What the workloads' Makefiles share; they set PROGRAM and SOURCES and include it.
#   OPENBLAS=no   build without OpenBLAS (default: with it, when it can be linked)
#   BUILD=FOLDER  where the program goes
CC = cc
CFLAGS = -O2 -g
PKG_CONFIG = pkg-config
BUILD = build
LIB := $(dir $(lastword $(MAKEFILE_LIST)))
TOOLS_LIB := $(LIB)../../tools/lib/
VERSION := $(shell sed -n 's/^VERSION = //p' $(LIB)../../Makefile)

ALL_CFLAGS = -std=c11 -pedantic -Wall -Wextra -Wshadow -Wformat=2 -Wstrict-prototypes \
	-Wmissing-prototypes -D_XOPEN_SOURCE=700 -DVERSION='"$(VERSION)"' \
	-I. -I$(LIB) -I$(TOOLS_LIB) $(DEFINES) $(CFLAGS)
LDLIBS = -lm

ifdef USES_OPENBLAS
BLAS_CFLAGS := $(shell $(PKG_CONFIG) --cflags openblas 2>/dev/null)
BLAS_LIBS := $(or $(shell $(PKG_CONFIG) --libs openblas 2>/dev/null),-lopenblas)
OPENBLAS := $(shell t=$$(mktemp) && \
	echo 'int main(void) { openblas_set_num_threads(1); return 0; }' | \
	$(CC) $(BLAS_CFLAGS) -include cblas.h -o $$t -x c - $(BLAS_LIBS) 2>/dev/null && echo yes; \
	rm -f $$t)
ifeq ($(OPENBLAS),yes)
ALL_CFLAGS += -DHAVE_OPENBLAS $(BLAS_CFLAGS)
LDLIBS := $(BLAS_LIBS) $(LDLIBS)
endif
endif

SHARED = workload.c util.c signals.c tame.c utf8.c rng.c
OBJECTS = $(patsubst %.c,$(BUILD)/%.o,$(1) $(SHARED))
VPATH = $(LIB) $(TOOLS_LIB)base

all: $(BUILD)/$(PROGRAM)

$(BUILD)/$(PROGRAM): $(call OBJECTS,$(SOURCES))
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/%.o: %.c $(BUILD)/flags
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# Objects are built again when the flags change.
$(BUILD)/flags: force
	@mkdir -p $(BUILD)
	@echo '$(CC) $(ALL_CFLAGS)' | cmp -s - $@ || echo '$(CC) $(ALL_CFLAGS)' >$@

clean:
	rm -rf $(BUILD)

-include $(wildcard $(BUILD)/*.d)
.PHONY: all clean force
.SECONDARY:
