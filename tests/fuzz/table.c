/* table_find: the first line of the input is the path looked for, the rest is the table. What is
 * found lies inside the table; what table_add writes is found again. */
#include "base/table.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void
check_inside(struct str whole, struct str part)
{
	if (part.n)
		assert(part.p >= whole.p && part.p + part.n <= whole.p + whole.n);
	assert(!str_has(part, '\n') && !str_has(part, '\t'));
}

static void
check_entry(struct str table, struct str path, const struct table_entry *entry)
{
	assert(str_eq(entry->path, path));
	check_inside(table, entry->path);
	check_inside(table, entry->type);
	check_inside(table, entry->lang);
	check_inside(table, entry->moved);
}

static void
check_added(const struct table_entry *entry)
{
	struct buf out = {0};
	struct table_entry again;
	table_add(&out, entry);
	assert(buf_ok(&out));
	assert(table_find(buf_str(&out), entry->path, &again));
	assert(str_eq(again.type, entry->type) && str_eq(again.lang, entry->lang));
	assert(str_eq(again.moved, entry->moved) && again.gone == entry->gone);
	buf_free(&out);
}

/* In a sorted table every line is found by its own path. */
static void
check_every_line(struct str table)
{
	struct str rest = table, line, before = STR_NONE;
	struct table_entry entry;
	while (str_line(&rest, &line)) {
		struct str path = str_cut(&line, '\t');
		if (before.p && str_cmp(before, path) >= 0)
			return;
		before = path;
	}
	rest = table;
	while (str_line(&rest, &line)) {
		struct str path = str_cut(&line, '\t');
		assert(table_find(table, path, &entry));
		assert(entry.path.p == path.p);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct str table = {(const char *)bytes, n};
	struct str path = str_cut(&table, '\n');
	struct table_entry entry;
	if (table_find(table, path, &entry)) {
		check_entry(table, path, &entry);
		check_added(&entry);
	}
	check_every_line(table);
	return 0;
}
