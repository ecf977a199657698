/* A site answers requests over a folder on disk, without a socket. */
#include "daemon/site/site.h"

#include "daemon/proto/protocol.h"
#include "daemon/site/file.h"
#include "daemon/site/listing.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

static char folder[] = "/tmp/kapsula-site-XXXXXX";
static struct site site;
static struct site *sites[] = {&site};
static struct reply reply;
static off_t size; /* of its file */
static int64_t now;

static void
write_file(const char *path, const char *text)
{
	char name[256];
	snprintf(name, sizeof name, "%s/%s", folder, path);
	FILE *file = fopen(name, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void
rename_file(const char *from, const char *to)
{
	char old[256], new[256];
	snprintf(old, sizeof old, "%s/%s", folder, from);
	snprintf(new, sizeof new, "%s/%s", folder, to);
	assert_int_equal(rename(old, new), 0);
}

static void
make_folder(const char *path)
{
	char name[256];
	snprintf(name, sizeof name, "%s/%s", folder, path);
	assert_int_equal(mkdir(name, 0755), 0);
}

static void
make_build(const char *build, const char *text)
{
	char name[64];
	static const char *const folders[] = {"", "/gemini", "/gopher", "/gemini/news",
	                                      "/gopher/news"};
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		snprintf(name, sizeof name, "builds/%s%s", build, folders[i]);
		make_folder(name);
	}
	static const char *const files[] = {"gemini/index.gmi",      "gopher/gophermap",
	                                    "gemini/news/index.gmi", "gopher/news/gophermap",
	                                    "gemini/photo",          "gemini/.secret"};
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		snprintf(name, sizeof name, "builds/%s/%s", build, files[i]);
		write_file(name, text);
	}
	snprintf(name, sizeof name, "builds/%s/table", build);
	write_file(name, "/gone.gmi\tgone\n/index.gmi\ttype=text/gemini\tlang=ka\n"
	                 "/moved.gmi\tmoved=/news/\n/photo\ttype=image/png\n"
	                 "/to-gone.gmi\tmoved=/gone.gmi\n/to-host.gmi\tmoved=//example.net/\n"
	                 "/to-moved.gmi\tmoved=/moved.gmi\n/to-secret.gmi\tmoved=/%2Esecret\n"
	                 "/to-self.gmi\tmoved=/to-self.gmi\n/uno/index.gmi\tmoved=/news/\n");
}

static void
flip(const char *build)
{
	char target[64], temporary[64], name[64];
	snprintf(target, sizeof target, "builds/%s", build);
	snprintf(temporary, sizeof temporary, "%s/.current", folder);
	snprintf(name, sizeof name, "%s/current", folder);
	assert_int_equal(symlink(target, temporary), 0);
	assert_int_equal(rename(temporary, name), 0);
}

static int
set_up(void **state)
{
	(void)state;
	static const struct str names[] = {STR_CONST("example.org"), STR_CONST("www.example.org")};
	static struct redirect redirects[2];
	const char *why;
	if (!mkdtemp(folder) || redirect_read(STR("/old/* /new/*"), redirects, &why) < 0 ||
	    redirect_read(STR("/former/* /*"), redirects + 1, &why) < 0)
		return -1;
	make_folder("builds");
	make_build("1", "one");
	flip("1");
	site = (struct site){.names = names,
	                     .names_count = 2,
	                     .lang = STR("en"),
	                     .redirects = redirects,
	                     .redirects_count = 2};
	return site_open(&site, folder);
}

static int
tear_down(void **state)
{
	(void)state;
	char command[64];
	site_close(&site);
	snprintf(command, sizeof command, "rm -rf %s", folder);
	return system(command);
}

/* Asks by a request line, as it would come over the wire. */
static enum outcome
ask_at(const char *line, struct str sni)
{
	static struct request request;
	struct endpoint endpoint = {.sites = sites,
	                            .sites_count = 1,
	                            .port = 1966,
	                            .usual_port = 1965,
	                            .address = STR("127.0.0.1"),
	                            .sni = sni,
	                            .now = now};
	const struct protocol *protocol = strstr(line, "://") ? &protocol_gemini : &protocol_gopher;
	assert_int_equal(protocol->parse(str_of(line), &request), OUTCOME_REQUEST);
	site_answer(&endpoint, &request, &reply);
	size = reply.file.size;
	file_close(&reply.file);
	return reply.what;
}

static enum outcome
ask(const char *line)
{
	return ask_at(line, STR_NONE);
}

static void
hosts_ports_and_sni_are_ours_or_53(void **state)
{
	(void)state;
	assert_int_equal(ask("gemini://example.org/\r\n"), OUTCOME_FILE);
	assert_int_equal(ask("gemini://WWW.example.org.:1966/\r\n"), OUTCOME_FILE);
	assert_int_equal(ask("gemini://example.org:1965/\r\n"), OUTCOME_FILE);
	assert_int_equal(ask("gemini://example.org:1967/\r\n"), OUTCOME_NOT_SERVED);
	assert_int_equal(ask("gemini://example.net/\r\n"), OUTCOME_NOT_SERVED);
	assert_int_equal(ask("gemini://127.0.0.1/\r\n"), OUTCOME_FILE);
	assert_int_equal(ask("gemini://127.0.0.2/\r\n"), OUTCOME_NOT_SERVED);
	assert_int_equal(ask_at("gemini://example.org/\r\n", STR("www.example.org")), OUTCOME_FILE);
	assert_int_equal(ask_at("gemini://example.net/\r\n", STR("example.org")),
	                 OUTCOME_NOT_SERVED);
}

static void
types_and_languages_come_from_the_table(void **state)
{
	(void)state;
	assert_int_equal(ask("gemini://example.org/\r\n"), OUTCOME_FILE);
	assert_true(str_eq(reply.type, STR("text/gemini")));
	assert_true(str_eq(reply.lang, STR("ka")));
	assert_int_equal(ask("gemini://example.org/news/\r\n"), OUTCOME_FILE);
	assert_true(str_eq(reply.lang, STR("en")));
	assert_int_equal(ask("gemini://example.org/photo\r\n"), OUTCOME_FILE);
	assert_true(str_eq(reply.type, STR("image/png")));
}

static void
what_is_past_is_told(void **state)
{
	(void)state;
	assert_int_equal(ask("gemini://example.org/gone.gmi\r\n"), OUTCOME_GONE);
	assert_int_equal(ask("gemini://example.org/moved.gmi\r\n"), OUTCOME_MOVED);
	assert_true(str_eq(reply.text, STR("/news/")));
	assert_int_equal(ask("gemini://example.org/old/a%20b\r\n"), OUTCOME_MOVED);
	assert_true(str_eq(reply.text, STR("/new/a%20b")));
	assert_int_equal(ask("gemini://example.org/never\r\n"), OUTCOME_NOT_FOUND);
}

static void
moved_pages_are_served_in_place_on_gopher(void **state)
{
	(void)state;
	assert_int_equal(ask("/moved.gmi\r\n"), OUTCOME_FILE);
	assert_true(str_eq(reply.type, STR("application/gopher-menu")));
	assert_int_equal(ask("/former/news\r\n"), OUTCOME_FILE);
	assert_int_equal(ask("/uno/\r\n"), OUTCOME_FILE);
	static const char *const elsewhere[] = {"/to-gone.gmi\r\n",   "/to-moved.gmi\r\n",
	                                        "/to-self.gmi\r\n",   "/to-host.gmi\r\n",
	                                        "/to-secret.gmi\r\n", "/old/none\r\n"};
	for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++)
		assert_int_equal(ask(elsewhere[i]), OUTCOME_MOVED);
}

static void
folder_without_slash_moves_on_gemini_and_serves_on_gopher(void **state)
{
	(void)state;
	assert_int_equal(ask("gemini://example.org/news\r\n"), OUTCOME_MOVED);
	assert_true(str_eq(reply.text, STR("/news/")));
	assert_int_equal(ask("/news\r\n"), OUTCOME_FILE);
	assert_true(str_eq(reply.type, STR("application/gopher-menu")));
	assert_int_equal(ask("\r\n"), OUTCOME_FILE);
}

static void
nothing_hidden_or_outside_is_served(void **state)
{
	(void)state;
	assert_int_equal(ask("gemini://example.org/.secret\r\n"), OUTCOME_NOT_FOUND);
	assert_int_equal(ask("/.secret\r\n"), OUTCOME_NOT_FOUND);
	char link[128];
	snprintf(link, sizeof link, "%s/builds/1/gemini/out", folder);
	assert_int_equal(symlink("/etc/passwd", link), 0);
	assert_int_equal(ask("gemini://example.org/out\r\n"), OUTCOME_NOT_FOUND);
	snprintf(link, sizeof link, "%s/builds/1/gemini/pipe", folder);
	assert_int_equal(mkfifo(link, 0644), 0);
	assert_int_equal(ask("gemini://example.org/pipe\r\n"), OUTCOME_NOT_FOUND);
}

static void
listing_only_where_it_is_allowed(void **state)
{
	(void)state;
	make_folder("builds/1/gemini/files");
	write_file("builds/1/gemini/files/b", "");
	write_file("builds/1/gemini/files/a", "");
	make_folder("builds/1/gemini/files/z");
	write_file("builds/1/gemini/files/.hidden", "");
	assert_int_equal(ask("gemini://example.org/files/\r\n"), OUTCOME_NOT_FOUND);
	site.listing = true;
	assert_int_equal(ask("gemini://example.org/files/\r\n"), OUTCOME_ENTRIES);
	assert_int_equal(reply.entries.count, 3);
	assert_true(str_eq(reply.entries.list[0].name, STR("z")));
	assert_true(str_eq(reply.entries.list[1].name, STR("a")));
	entries_free(&reply.entries);
	site.listing = false;
}

static void
a_new_build_is_seen_within_the_look(void **state)
{
	(void)state;
	make_build("2", "two and more");
	flip("2");
	now += PUBLISHED_LOOK;
	assert_int_equal(ask("gemini://example.org/\r\n"), OUTCOME_FILE);
	assert_int_equal(size, strlen("two and more"));
	/* One that cannot be opened changes nothing. */
	flip("3");
	now += PUBLISHED_LOOK;
	assert_int_equal(ask("gemini://example.org/\r\n"), OUTCOME_FILE);
	assert_int_equal(size, strlen("two and more"));
}

/* Nothing changes in a build; what is put there by hand all the same is seen with the next look. */
static void
a_build_is_looked_up_once_between_two_looks(void **state)
{
	(void)state;
	make_build("4", "four");
	flip("4");
	now += PUBLISHED_LOOK;
	assert_int_equal(ask("gemini://example.org/\r\n"), OUTCOME_FILE);
	write_file("builds/4/gemini/new", "by hand");
	rename_file("builds/4/gemini/new", "builds/4/gemini/index.gmi");
	assert_int_equal(ask("gemini://example.org/\r\n"), OUTCOME_FILE);
	assert_int_equal(size, strlen("four"));
	now += PUBLISHED_LOOK;
	assert_int_equal(ask("gemini://example.org/\r\n"), OUTCOME_FILE);
	assert_int_equal(size, strlen("by hand"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(hosts_ports_and_sni_are_ours_or_53),
	    cmocka_unit_test(types_and_languages_come_from_the_table),
	    cmocka_unit_test(what_is_past_is_told),
	    cmocka_unit_test(moved_pages_are_served_in_place_on_gopher),
	    cmocka_unit_test(folder_without_slash_moves_on_gemini_and_serves_on_gopher),
	    cmocka_unit_test(nothing_hidden_or_outside_is_served),
	    cmocka_unit_test(listing_only_where_it_is_allowed),
	    cmocka_unit_test(a_new_build_is_seen_within_the_look),
	    cmocka_unit_test(a_build_is_looked_up_once_between_two_looks),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
