/* A gophermap, and a text, on its way out: whatever the sizes of the pieces, what comes out keeps
 * to the form and is the same. */
#include "daemon/proto/protocol.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

enum {
	OUT_SIZE = 4096,
	SENT_MAX = 1 << 20,
	INPUT_MAX = 1 << 14
};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* Sends bytes through a filter, offering step of them at a time, as a file is read: a line that
 * fills them all goes out in parts. The length. */
static size_t
run(struct filter filter, struct str bytes, size_t step, char sent[static SENT_MAX])
{
	size_t total = 0, offered = step;
	for (;;) {
		char room[OUT_SIZE];
		struct span out = {.p = room, .cap = sizeof room};
		struct str piece = str_upto(bytes, offered);
		bool is_last = piece.n == bytes.n;
		size_t taken = filter_run(&filter, piece, is_last, &out);
		assert(taken <= piece.n && !out.full);
		assert(total + out.n <= SENT_MAX);
		memcpy(sent + total, out.p, out.n);
		total += out.n;
		bytes = str_from(bytes, taken);
		if (bytes.n == 0)
			break;
		/* What is not taken is offered again with more behind it. */
		offered = taken ? step : offered + step;
		assert(taken || offered < 2 * INPUT_MAX);
	}
	struct span end = {.p = sent + total, .cap = FILTER_END_MAX};
	assert(total + FILTER_END_MAX <= SENT_MAX);
	filter_end(&filter, &end);
	assert(!end.full);
	return total + end.n;
}

/* Each line ends in CRLF, and none is only a dot but a menu's last. */
static void
check_lines(struct str sent, enum filter_form form)
{
	struct str rest = sent, line;
	while (str_line(&rest, &line)) {
		assert(str_ends(line, STR("\r")));
		line.n--;
		bool is_last = rest.n == 0;
		if (str_eq(line, STR(".")))
			assert(form == FILTER_MENU && is_last);
		else if (form == FILTER_MENU)
			assert(!is_last);
	}
	assert(sent.n == 0 || sent.p[sent.n - 1] == '\n');
}

static void
check_menu_fields(struct str sent)
{
	struct str rest = sent, line;
	while (str_line(&rest, &line)) {
		size_t tabs = 0;
		for (size_t i = 0; i < line.n; i++)
			tabs += line.p[i] == '\t';
		assert(tabs >= 3 || rest.n == 0);
	}
}

static void
check_filter(struct str bytes, enum filter_form form)
{
	static char sent[SENT_MAX], again[SENT_MAX];
	struct filter filter = {.form = form, .host = STR("host.test"), .port = 70};
	size_t n = run(filter, bytes, INPUT_MAX, sent);
	check_lines((struct str){sent, n}, form);
	if (form == FILTER_MENU)
		check_menu_fields((struct str){sent, n});
	static const size_t steps[] = {3, 7, 512};
	for (size_t i = 0; form == FILTER_TEXT && i < sizeof steps / sizeof *steps; i++) {
		size_t m = run(filter, bytes, steps[i], again);
		assert(m == n && memcmp(sent, again, n) == 0);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct str whole = {(const char *)bytes, n < INPUT_MAX ? n : INPUT_MAX};
	check_filter(whole, FILTER_TEXT);
	check_filter(whole, FILTER_MENU);
	return 0;
}
