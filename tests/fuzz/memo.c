/* memo_take: any bytes are the entries of a memo or are refused. Each entry lies inside them, in
 * order of its source, and is found by the source that it is of in the state that it tells. */
#include "publish/capsule/memo.h"

#include <assert.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void
check_inside(struct str whole, struct str part)
{
	if (part.n)
		assert(part.p >= whole.p && part.p + part.n <= whole.p + whole.n);
}

static void
check_entry(struct str whole, const struct memo_entry *entry)
{
	check_inside(whole, entry->state);
	check_inside(whole, entry->facts);
	check_inside(whole, entry->outlook);
}

/* Of a source that may be in it, as one that is not. */
static void
check_find(const struct memo *memo, const char *source)
{
	struct place place = {.source = str_of(source)};
	struct places places = {.all = &place, .count = 1};
	const struct memo_entry *found = memo_find(memo, &place);
	assert(!found || found->source == str_hash(place.source));
	assert(memo_is_current(memo, &places) == (found && memo->count == 1));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct str entries = {(const char *)bytes, n};
	struct memo memo = {0};
	if (memo_take(&memo, entries)) {
		for (size_t i = 0; i < memo.count; i++) {
			check_entry(entries, &memo.entries[i]);
			assert(i == 0 || memo.entries[i - 1].source <= memo.entries[i].source);
		}
		check_find(&memo, "/a.txt");
		check_find(&memo, "/b.txt");
	}
	memo_free(&memo);
	return 0;
}
