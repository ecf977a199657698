#include "publish/capsule/shared.h"

#include "publish/capsule/page.h"
#include "publish/capsule/report.h"

enum {
	REPORTS = 10 /* more of them say no more */
};

bool
shared_is_dropped(const struct settings *settings)
{
	return str_eq_nocase(settings->shared_lines, STR("drop"));
}

static bool
is_counted(const struct place *place)
{
	return place->kind != PLACE_FILE && place->source.n && place_has_page(place);
}

void
shared_count(struct capsule *capsule)
{
	for (size_t i = 0; i < capsule->places.count; i++)
		if (is_counted(&capsule->places.all[i]))
			boilerplate_count_lines(&capsule->shared, capsule->places.all[i].lines);
}

void
shared_add(struct buf *out, const struct capsule *capsule, struct str lines)
{
	uint64_t line;
	if (!shared_is_dropped(&capsule->settings))
		return;
	while (boilerplate_next(&capsule->shared, &lines, &line))
		buf_add(out, &line, sizeof line);
}

bool
shared_is_as_read(const struct capsule *capsule, const struct place *place)
{
	struct buf dropped = {0};
	shared_add(&dropped, capsule, place->lines);
	bool is_same = str_eq(buf_str(&dropped), place->dropped);
	buf_free(&dropped);
	return is_same;
}

static int
report_line(struct capsule *capsule, const struct place *place, uint64_t line)
{
	struct buf words = {0};
	size_t files = boilerplate_files(&capsule->shared, line);
	int end = page_name_line(capsule, place, line, &words);
	if (end == 0 && shared_is_dropped(&capsule->settings))
		report_at(capsule->tree.name, STR_NONE, 0,
		          "\"%.*s\" is left out of %zu texts, as capsule.txt asks",
		          STR_FMT(buf_str(&words)), files);
	else if (end == 0)
		report_at(capsule->tree.name, STR_NONE, 0,
		          "\"%.*s\" stands in %zu of %zu texts, as a web site's menu does; write "
		          "\"Shared-lines: drop\" in capsule.txt to leave such lines out, or "
		          "\"Shared-lines: keep\" if they belong there",
		          STR_FMT(buf_str(&words)), files, capsule->shared.files);
	buf_free(&words);
	return end;
}

static bool
is_told(const uint64_t *told, size_t count, uint64_t line)
{
	for (size_t i = 0; i < count; i++)
		if (told[i] == line)
			return true;
	return false;
}

int
shared_report(struct capsule *capsule)
{
	uint64_t told[REPORTS], line;
	size_t count = 0;
	if (str_eq_nocase(capsule->settings.shared_lines, STR("keep")))
		return 0;
	for (size_t i = 0; i < capsule->places.count; i++) {
		const struct place *place = &capsule->places.all[i];
		struct str rest = is_counted(place) ? place->lines : STR_NONE;
		while (count < REPORTS && boilerplate_next(&capsule->shared, &rest, &line)) {
			if (is_told(told, count, line))
				continue;
			told[count++] = line;
			if (report_line(capsule, place, line) < 0)
				return -1;
		}
	}
	return 0;
}
