#include "publish/capsule/memo.h"

#include "publish/doc/pack.h"

#include <stdlib.h>
#include <sys/stat.h>

enum {
	/* A file may be saved again within one tick of its clock and keep size and times; the
	 * coarsest clocks in use tick every two seconds. */
	TICK = 2,     /* seconds */
	ENTRY_MIN = 6 /* bytes: one for each of its numbers and slices */
};

static void
add_state(struct buf *out, const struct stat *status)
{
	pack_number(out, (uint64_t)status->st_dev);
	pack_number(out, (uint64_t)status->st_ino);
	pack_number(out, (uint64_t)status->st_size);
	pack_number(out, (uint64_t)status->st_mtim.tv_sec);
	pack_number(out, (uint64_t)status->st_mtim.tv_nsec);
	pack_number(out, (uint64_t)status->st_ctim.tv_sec);
	pack_number(out, (uint64_t)status->st_ctim.tv_nsec);
}

/* The program that runs, be it of the same version or not; -1: it cannot be known. */
static int
add_program(struct buf *out)
{
	struct stat program;
	if (stat("/proc/self/exe", &program) < 0)
		return -1;
	pack_str(out, STR("kapsula " KAPSULA_VERSION));
	add_state(out, &program);
	return 0;
}

/* What all of the memo holds for; -1: for nothing. */
static int
add_head(struct buf *out, const struct settings *settings)
{
	if (add_program(out) < 0)
		return -1;
	pack_str(out, buf_str(&settings->text));
	return 0;
}

static bool
take_entry(struct str *rest, struct memo_entry *entry)
{
	return pack_take_number(rest, &entry->source) && pack_take_str(rest, &entry->state) &&
	       pack_take_str(rest, &entry->facts) && pack_take_str(rest, &entry->outlook) &&
	       pack_take_number(rest, &entry->weight) &&
	       pack_take_number(rest, &entry->gopher_weight);
}

static int
compare_entries(const void *a, const void *b)
{
	const struct memo_entry *left = a, *right = b;
	return left->source < right->source ? -1 : left->source > right->source;
}

bool
memo_take(struct memo *memo, struct str entries)
{
	uint64_t count;
	struct str rest = entries;
	if (!pack_take_number(&rest, &count) || count > rest.n / ENTRY_MIN)
		return false;
	memo->entries = calloc(count, sizeof *memo->entries);
	if (!memo->entries)
		return false;
	for (size_t i = 0; i < count; i++)
		if (!take_entry(&rest, &memo->entries[i]))
			return false;
	memo->count = count;
	qsort(memo->entries, memo->count, sizeof *memo->entries, compare_entries);
	return rest.n == 0;
}

static bool
take_memo(struct memo *memo, const struct settings *settings)
{
	struct buf head = {0};
	struct str bytes = buf_str(&memo->bytes);
	bool is_ours =
	    add_head(&head, settings) == 0 && buf_ok(&head) && str_starts(bytes, buf_str(&head));
	bytes = str_from(bytes, head.n);
	buf_free(&head);
	return is_ours && memo_take(memo, bytes);
}

void
memo_open(struct memo *memo, struct out *out, const struct settings *settings)
{
	struct timespec began;
	clock_gettime(CLOCK_REALTIME, &began);
	*memo = (struct memo){.began = began};
	if (out_read_memo(out, &memo->bytes) < 0 || !take_memo(memo, settings))
		memo_free(memo);
	memo->began = began;
}

const struct memo_entry *
memo_find(const struct memo *memo, const struct place *place)
{
	struct memo_entry wanted = {.source = str_hash(place->source)};
	struct buf state = {0};
	if (memo->count == 0)
		return NULL;
	const struct memo_entry *found =
	    bsearch(&wanted, memo->entries, memo->count, sizeof *memo->entries, compare_entries);
	add_state(&state, &place->status);
	bool is_same = found && str_eq(buf_str(&state), found->state);
	buf_free(&state);
	return is_same ? found : NULL;
}

bool
memo_is_current(const struct memo *memo, const struct places *places)
{
	size_t count = 0;
	for (size_t i = 0; i < places->count; i++) {
		if (places->all[i].source.n == 0)
			continue;
		count++;
		if (!memo_find(memo, &places->all[i]))
			return false;
	}
	return count > 0 && count == memo->count;
}

static bool
is_settled(const struct memo *memo, const struct stat *status)
{
	time_t limit = memo->began.tv_sec - TICK;
	return status->st_mtim.tv_sec < limit && status->st_ctim.tv_sec < limit;
}

static struct str
source_of(const struct place *place)
{
	return place->draft.n ? place->draft : place->source;
}

static bool
is_kept(const struct memo *memo, const struct place *place)
{
	return source_of(place).n && place->facts.n && is_settled(memo, &place->status);
}

static void
add_entry(struct buf *out, const struct place *place, struct buf *state)
{
	buf_reset(state);
	add_state(state, &place->status);
	pack_number(out, str_hash(source_of(place)));
	pack_str(out, buf_str(state));
	pack_str(out, place->facts);
	pack_str(out, place->outlook);
	pack_number(out, (uint64_t)place->weight);
	pack_number(out, (uint64_t)place->gopher_weight);
}

static void
add_entries(const struct memo *memo, struct buf *out, const struct places *places)
{
	size_t count = 0;
	struct buf state = {0};
	for (size_t i = 0; i < places->count; i++)
		count += is_kept(memo, &places->all[i]);
	pack_number(out, count);
	for (size_t i = 0; i < places->count; i++)
		if (is_kept(memo, &places->all[i]))
			add_entry(out, &places->all[i], &state);
	buf_free(&state);
}

int
memo_write(const struct memo *memo, struct out *out, const struct settings *settings,
           const struct places *places)
{
	struct buf bytes = {0};
	if (add_head(&bytes, settings) == 0)
		add_entries(memo, &bytes, places);
	int end = buf_ok(&bytes) ? out_write_memo(out, buf_str(&bytes)) : 0;
	buf_free(&bytes);
	return end;
}

void
memo_free(struct memo *memo)
{
	buf_free(&memo->bytes);
	free(memo->entries);
	*memo = (struct memo){0};
}
