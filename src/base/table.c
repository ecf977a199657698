#include "base/table.h"

static void
read_field(struct str field, struct table_entry *entry)
{
	struct str value = field;
	struct str key = str_cut(&value, '=');
	if (str_eq(key, STR("type")))
		entry->type = value;
	else if (str_eq(key, STR("lang")))
		entry->lang = value;
	else if (str_eq(key, STR("moved")))
		entry->moved = value;
	else if (str_eq(key, STR("gone")))
		entry->gone = true;
}

static void
read_line(struct str line, struct table_entry *entry)
{
	*entry = (struct table_entry){.path = str_cut(&line, '\t')};
	while (line.n)
		read_field(str_cut(&line, '\t'), entry);
}

/* The line around offset at, and where it starts. */
static struct str
line_around(struct str table, size_t at, size_t *start)
{
	size_t before = str_find_last(str_upto(table, at), '\n');
	*start = before == STR_NOWHERE ? 0 : before + 1;
	struct str rest = str_from(table, *start);
	return str_cut(&rest, '\n');
}

bool
table_find(struct str table, struct str path, struct table_entry *entry)
{
	size_t low = 0, high = table.n;
	while (low < high) {
		size_t start;
		struct str line = line_around(table, low + (high - low) / 2, &start);
		struct str rest = line;
		int order = str_cmp(path, str_cut(&rest, '\t'));
		if (order == 0) {
			read_line(line, entry);
			return true;
		}
		if (order < 0)
			high = start;
		else
			low = start + line.n + 1;
	}
	return false;
}

static void
add_field(struct buf *out, const char *key, struct str value)
{
	if (value.n == 0)
		return;
	buf_printf(out, "\t%s=", key);
	buf_add_str(out, value);
}

void
table_add(struct buf *out, const struct table_entry *entry)
{
	buf_add_str(out, entry->path);
	add_field(out, "type", entry->type);
	add_field(out, "lang", entry->lang);
	add_field(out, "moved", entry->moved);
	if (entry->gone)
		buf_add_str(out, STR("\tgone"));
	buf_add_char(out, '\n');
}
