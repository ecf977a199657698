# Kapsula: a publishing tool and a server for Gemini and Gopher. `make help` lists the targets.

VERSION = 0.1.0
PREFIX  = /usr/local
DESTDIR =
SYSCONFDIR = /etc
BUILD   = build
PYTHON  = /usr/bin/python3
T       = 60
# V=1 shows whole commands.
V       =
# What `make run` serves, and where.
SOURCE      = capsule
GEMINI_PORT = 1965
GOPHER_PORT = 7070

CC       = cc
CFLAGS   = -O2 -g
CPPFLAGS =
LDFLAGS  =
WERROR   =
HARDEN   = -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE
WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wcast-qual -Wpointer-arith \
           -Wstrict-prototypes -Wmissing-prototypes -Wvla

# One list of libraries a room; pkg-config knows the rest.
BASE_LIBS    = libcrypto libidn2 liburiparser
DAEMON_LIBS  = libssl libcrypto libconfuse libseccomp sqlite3
PUBLISH_LIBS = libssl libcrypto uchardet sqlite3
BASE_LINK    = -lunistring
DAEMON_LINK  = -lm
PUBLISH_LINK = -lmagic

ALL_CFLAGS = -std=c17 -D_GNU_SOURCE -DKAPSULA_VERSION='"$(VERSION)"' -Isrc $(WARNINGS) $(WERROR) \
             $(HARDEN) $(CPPFLAGS) $(CFLAGS)
ALL_LDFLAGS = -pie -Wl,--as-needed -Wl,-z,relro,-z,now $(LDFLAGS)

show = $(if $(V),,@echo "  $(1)" &&)

pkg = $(shell pkg-config --libs $(1) 2>/dev/null)
find = $(shell find $(1) -name '$(2)' -type f 2>/dev/null | LC_ALL=C sort)
BASE_LDLIBS    = $(call pkg,$(BASE_LIBS)) $(BASE_LINK)
DAEMON_LDLIBS  = $(call pkg,$(DAEMON_LIBS)) $(DAEMON_LINK) $(BASE_LDLIBS)
PUBLISH_LDLIBS = $(call pkg,$(PUBLISH_LIBS)) $(PUBLISH_LINK) $(BASE_LDLIBS)

SOURCES    := $(call find,src,*.c)
UNIT_TESTS := $(call find,tests/unit,*.c)
FUZZERS    := $(filter-out tests/fuzz/replay.c,$(wildcard tests/fuzz/*.c))
MANUALS    := $(call find,src,*.[1578])

object = $(patsubst src/%.c,$(BUILD)/obj/%.o,$(filter $(1),$(SOURCES)))
BASE_OBJECTS    = $(call object,src/base/%)
DAEMON_OBJECTS  = $(filter-out %/main.o,$(call object,src/daemon/%))
PUBLISH_OBJECTS = $(filter-out %/main.o,$(call object,src/publish/%))
ARCHIVES        = $(BUILD)/daemon.a $(BUILD)/publish.a $(BUILD)/base.a
UNITS           = $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(UNIT_TESTS))
REPLAYS         = $(patsubst tests/fuzz/%.c,$(BUILD)/replay/%,$(FUZZERS))
FUZZ_TARGETS    = $(patsubst tests/fuzz/%.c,%,$(FUZZERS))

PYTEST = KAPSULA_BUILD=$(BUILD) PYTHONDONTWRITEBYTECODE=1 $(PYTHON) -m pytest -q -p no:cacheprovider

.PHONY: all help deps run test lint unit golden conformance e2e asan valgrind analyze coverage fuzz \
        replay bench links install uninstall clean objects
.DELETE_ON_ERROR:
.SECONDARY:

all: $(BUILD)/kapsula $(BUILD)/kapsulad ## build both programs into build/

help: ## print this list
	@sed -n 's/^\([a-z0-9-]*\):[^#]*## \(.*\)/\1\t\2/p' Makefile | \
	while IFS="$$(printf '\t')" read -r name text; do printf '%-12s %s\n' "$$name" "$$text"; done

deps: ## install what building and testing need (Debian), or list what is missing
	@sh .ci/deps test

# Programs

$(BUILD)/obj/%.o: src/%.c
	@mkdir -p $(@D)
	$(call show,CC $<) $(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/base.a: $(BASE_OBJECTS)
$(BUILD)/daemon.a: $(DAEMON_OBJECTS)
$(BUILD)/publish.a: $(PUBLISH_OBJECTS)
$(ARCHIVES):
	@rm -f $@
	@$(AR) rcs $@ $^

$(BUILD)/kapsulad: $(BUILD)/obj/daemon/main.o $(BUILD)/daemon.a $(BUILD)/base.a
	$(call show,LD $@) $(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(DAEMON_LDLIBS)

$(BUILD)/kapsula: $(BUILD)/obj/publish/main.o $(BUILD)/publish.a $(BUILD)/base.a
	$(call show,LD $@) $(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(PUBLISH_LDLIBS)

objects: $(BASE_OBJECTS) $(DAEMON_OBJECTS) $(PUBLISH_OBJECTS) \
         $(BUILD)/obj/daemon/main.o $(BUILD)/obj/publish/main.o

# Serving the sample

run: ## build and serve the sample capsule (GEMINI_PORT=1965 GOPHER_PORT=7070 SOURCE=capsule)
	@sh .ci/deps build
	@$(MAKE) --no-print-directory all
	@$(BUILD)/kapsula build $(SOURCE)
	@echo "Gemini: gemini://localhost$(if $(filter-out 1965,$(GEMINI_PORT)),:$(GEMINI_PORT))/"
	@echo "Gopher: gopher://localhost$(if $(filter-out 70,$(GOPHER_PORT)),:$(GOPHER_PORT))/"
	@exec $(BUILD)/kapsulad --certs certs --host localhost \
	    --gemini '0.0.0.0:$(GEMINI_PORT)' --gemini '[::]:$(GEMINI_PORT)' \
	    --gopher '0.0.0.0:$(GOPHER_PORT)' --gopher '[::]:$(GOPHER_PORT)' $(SOURCE)/public

# Tests

test: ## install what is missing, then pass every test
	@sh .ci/deps test
	@$(MAKE) --no-print-directory all lint unit golden conformance e2e replay asan
	@echo "All tests passed."

lint: ## format, layers, sizes, and warnings as errors with gcc and clang
	@tests/lint/run
	@$(MAKE) -s --no-print-directory BUILD=$(BUILD)/lint-gcc CC=gcc WERROR=-Werror objects
	@$(MAKE) -s --no-print-directory BUILD=$(BUILD)/lint-clang CC=clang WERROR=-Werror objects

# The two halves never meet, in a test no more than in a program.
half = $(filter-out $(if $(filter daemon/%,$(1)),%/publish.a,%/daemon.a),$(ARCHIVES))
$(BUILD)/unit/%: tests/unit/%.c $(ARCHIVES)
	@mkdir -p $(@D)
	$(call show,CC $<) $(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -MMD -MP -MT $@ -MF $@.d -o $@ $< $(call half,$*) -lcmocka \
	    $(DAEMON_LDLIBS) $(PUBLISH_LDLIBS)

unit: $(UNITS) ## run the modules' tests
	@for test in $(UNITS); do $$test || exit 1; done

golden: $(BUILD)/kapsula ## compare converted texts with what an editor wants
	@$(PYTEST) tests/golden

conformance: all ## check every clause over real sockets
	@$(PYTEST) tests/conformance

$(BUILD)/inject.so: tests/e2e/inject.c
	@mkdir -p $(@D)
	$(call show,CC $<) $(CC) $(ALL_CFLAGS) -fPIC -shared -o $@ $<

e2e: all $(BUILD)/inject.so ## use both programs as readers, editors and admins do
	@$(PYTEST) tests/e2e

asan: ## run all tests once more under AddressSanitizer and UBSan
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/asan HARDEN= CPPFLAGS=-DSANDBOX_INSTRUMENTED \
	    CFLAGS='-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all' \
	    all unit golden conformance e2e replay

# Valgrind 3.19 knows neither openat2, without which kapsulad serves nothing, nor, behind the door, the
# calls that it makes itself.
NOT_UNDER_VALGRIND = daemon/sandbox daemon/syscalls daemon/server daemon/site/site \
                     daemon/site/file daemon/site/shelf daemon/site/search publish/capsule/tree publish/capsule/latest \
                     publish/capsule/shared publish/check/%
VALGRIND = valgrind -q --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite \
           --suppressions=tests/unit/valgrind.supp

valgrind: $(filter-out $(addprefix $(BUILD)/unit/,$(NOT_UNDER_VALGRIND)),$(UNITS)) ## run the modules' tests under valgrind
	@sh .ci/deps look
	@for test in $^; do $(VALGRIND) $$test || exit 1; done

# Leaks are valgrind's to find: gcc 12 forgets what a grown list keeps, and takes iconv_open's -1 for memory.
# One process a file: from the second one on, clang-tidy 14 takes every va_list for uninitialized.
analyze: ## look for mistakes with gcc -fanalyzer and clang-tidy; slow
	@sh .ci/deps look
	@$(MAKE) -s --no-print-directory BUILD=$(BUILD)/analyze CC=gcc WERROR=-Werror HARDEN= \
	    CFLAGS='-O1 -fanalyzer -Wno-analyzer-malloc-leak' objects
	@printf '%s\n' $(SOURCES) | xargs -P2 -n1 sh -c 'clang-tidy --quiet "$$@" -- -std=c17 \
	    -D_GNU_SOURCE -DKAPSULA_VERSION=\"$(VERSION)\" -Isrc 2>/dev/null' clang-tidy

# Workers run as another user: their files of counts are there before them.
COVERED = $(BUILD)/coverage
coverage: ## tell which lines the tests run, and fail below 85 %
	@sh .ci/deps look
	@$(MAKE) --no-print-directory BUILD=$(COVERED) HARDEN= CPPFLAGS=-DSANDBOX_INSTRUMENTED \
	    CFLAGS='-O0 -g --coverage' all objects
	@find $(COVERED)/obj -name '*.gcno' | while read -r name; do \
	    : > "$${name%.gcno}.gcda" && chmod 666 "$${name%.gcno}.gcda"; done
	@$(MAKE) --no-print-directory BUILD=$(COVERED) HARDEN= CPPFLAGS=-DSANDBOX_INSTRUMENTED \
	    CFLAGS='-O0 -g --coverage' unit golden conformance e2e replay
	@gcovr --root . --filter src/ --gcov-ignore-parse-errors --fail-under-line 85 $(COVERED)/obj

$(BUILD)/replay/%: tests/fuzz/%.c tests/fuzz/replay.c $(ARCHIVES)
	@mkdir -p $(@D)
	$(call show,CC $<) $(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $< tests/fuzz/replay.c $(ARCHIVES) \
	    $(DAEMON_LDLIBS) $(PUBLISH_LDLIBS)

replay: $(REPLAYS) ## run the fuzz targets once over their corpus
	@for target in $(notdir $(REPLAYS)); do \
	    $(BUILD)/replay/$$target tests/fuzz/corpus/$$target || exit 1; done

$(BUILD)/fuzz/%: tests/fuzz/%.c $(ARCHIVES)
	@mkdir -p $(@D)
	$(call show,CC $<) $(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $< $(ARCHIVES) \
	    $(DAEMON_LDLIBS) $(PUBLISH_LDLIBS)

fuzz: ## fuzz each target for T seconds (T=60)
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/fuzzing CC=clang HARDEN= \
	    CFLAGS='-O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all' \
	    $(addprefix $(BUILD)/fuzzing/fuzz/,$(FUZZ_TARGETS))
	@for target in $(FUZZ_TARGETS); do \
	    mkdir -p $(BUILD)/corpus/$$target; \
	    $(BUILD)/fuzzing/fuzz/$$target -max_total_time=$(T) -timeout=5 -rss_limit_mb=1024 \
	        -artifact_prefix=$(BUILD)/corpus/$$target- \
	        $(BUILD)/corpus/$$target tests/fuzz/corpus/$$target || exit 1; done

$(BUILD)/bench/%: tests/bench/%.c tests/bench/tool.h
	@mkdir -p $(@D)
	$(call show,CC $<) $(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $< $(call pkg,libssl libcrypto)

bench: all ## measure converting and serving beside floors and peers
	@PYTHONDONTWRITEBYTECODE=1 $(PYTHON) tests/bench/run.py $(BUILD)

links: all ## measure pages over thin links (as root: namespaces and TUN devices)
	@PYTHONDONTWRITEBYTECODE=1 $(PYTHON) tests/bench/links/run.py $(BUILD)

# Installing

MAN        = $(PREFIX)/share/man
DOC        = $(PREFIX)/share/doc/kapsula
UNITS_HOME = $(PREFIX)/lib/systemd/system
UNIT_FILES = $(notdir $(call find,src/daemon/systemd,*.socket) $(call find,src/daemon/systemd,*.service))
SYSTEMD    = src/daemon/systemd
adapted    = sed 's,/usr/local/,$(PREFIX)/,;s,/etc/kapsula,$(SYSCONFDIR)/kapsula,' $(SYSTEMD)/$(1)
# What is ours once it is installed, from the list of what install is told to put there.
INSTALLED  = $(PREFIX)/bin/kapsula $(PREFIX)/sbin/kapsulad \
             $(foreach page,$(MANUALS),$(MAN)/man$(subst .,,$(suffix $(page)))/$(notdir $(page))) \
             $(addprefix $(UNITS_HOME)/,$(UNIT_FILES)) $(DOC)/kapsulad.conf \
             $(PREFIX)/lib/sysusers.d/kapsula.conf $(PREFIX)/lib/tmpfiles.d/kapsula.conf

install: all ## install below DESTDIR and PREFIX (/usr/local), settings in SYSCONFDIR (/etc)
	@install -d $(addprefix $(DESTDIR),$(sort $(dir $(INSTALLED)))) $(DESTDIR)$(SYSCONFDIR)/kapsula
	install -m 755 $(BUILD)/kapsula $(DESTDIR)$(PREFIX)/bin/kapsula
	install -m 755 $(BUILD)/kapsulad $(DESTDIR)$(PREFIX)/sbin/kapsulad
	@for page in $(MANUALS); do \
	    install -m 644 $$page $(DESTDIR)$(MAN)/man$${page##*.}/ || exit 1; done
	@umask 022; $(foreach unit,$(UNIT_FILES),$(call adapted,$(unit)) > $(DESTDIR)$(UNITS_HOME)/$(unit) &&) true
	@umask 022; $(call adapted,kapsula.sysusers) > $(DESTDIR)$(PREFIX)/lib/sysusers.d/kapsula.conf
	@umask 022; $(call adapted,kapsula.tmpfiles) > $(DESTDIR)$(PREFIX)/lib/tmpfiles.d/kapsula.conf
	@umask 022; $(call adapted,kapsulad.conf) > $(DESTDIR)$(DOC)/kapsulad.conf
	@umask 022; test -e $(DESTDIR)$(SYSCONFDIR)/kapsula/kapsulad.conf || \
	    $(call adapted,kapsulad.conf) > $(DESTDIR)$(SYSCONFDIR)/kapsula/kapsulad.conf

# A configuration that is still ours goes as well; folders go when nothing is left in them.
uninstall: ## remove what install put there, and nothing that the admin made
	@own=$(DESTDIR)$(SYSCONFDIR)/kapsula/kapsulad.conf; \
	! cmp -s $$own $(DESTDIR)$(DOC)/kapsulad.conf || rm -f $$own
	rm -f $(addprefix $(DESTDIR),$(INSTALLED))
	@rmdir $(DESTDIR)$(DOC) $(DESTDIR)$(SYSCONFDIR)/kapsula 2>/dev/null || true

clean: ## remove build/ and the built sample
	rm -rf $(BUILD) capsule/public

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
