#include "publish/capsule/memo.h"

#include "fixture.h"

static const struct settings settings = {.text = {.p = (char[]){"Title: A\n"}, .n = 9}};

static struct place
make_place(const char *source, time_t time)
{
	return (struct place){
	    .kind = PLACE_PAGE,
	    .source = str_of(source),
	    .facts = STR("facts"),
	    .outlook = STR("outlook"),
	    .status = {.st_ino = 7, .st_size = 100, .st_mtim.tv_sec = time, .st_ctim.tv_sec = time},
	    .weight = 300,
	    .gopher_weight = 400,
	};
}

/* Publishes a build that holds nothing but the memo of these places. */
static void
publish(struct place *all, size_t count)
{
	struct out out;
	struct memo memo;
	struct places places = {.all = all, .count = count};
	assert_int_equal(out_open(&out, STR("public"), OUT_AT_ONCE), 0);
	memo_open(&memo, &out, &settings);
	assert_int_equal(memo_write(&memo, &out, &settings, &places), 0);
	assert_int_equal(out_publish(&out, 3), 0);
	memo_free(&memo);
	out_close(&out);
}

static void
open_both(struct out *out, struct memo *memo, const struct settings *with)
{
	assert_int_equal(out_open(out, STR("public"), OUT_AT_ONCE), 0);
	memo_open(memo, out, with);
}

static void
close_both(struct out *out, struct memo *memo)
{
	memo_free(memo);
	out_close(out);
}

static void
test_finds_a_source_as_it_was(void **state)
{
	(void)state;
	struct place all[] = {make_place("/b.txt", 10), make_place("/a.txt", 20)};
	struct places places = {.all = all, .count = 2};
	struct out out;
	struct memo memo;
	publish(all, 2);
	open_both(&out, &memo, &settings);
	const struct memo_entry *entry = memo_find(&memo, &all[0]);
	assert_non_null(entry);
	assert_slice(entry->facts, "facts");
	assert_slice(entry->outlook, "outlook");
	assert_int_equal(entry->weight, 300);
	assert_int_equal(entry->gopher_weight, 400);
	assert_true(memo_is_current(&memo, &places));
	places.count = 1;
	assert_false(memo_is_current(&memo, &places));
	all[0].status.st_mtim.tv_nsec++;
	assert_null(memo_find(&memo, &all[0]));
	all[1].status.st_ctim.tv_nsec++;
	assert_null(memo_find(&memo, &all[1]));
	struct place other = make_place("/c.txt", 10);
	assert_null(memo_find(&memo, &other));
	close_both(&out, &memo);
}

/* Within the tick of a clock, and in times to come, a file may change and look the same. */
static void
test_does_not_trust_a_young_source(void **state)
{
	(void)state;
	struct place all[] = {make_place("/a.txt", time(NULL)),
	                      make_place("/b.txt", time(NULL) + 100000)};
	struct out out;
	struct memo memo;
	publish(all, 2);
	open_both(&out, &memo, &settings);
	assert_null(memo_find(&memo, &all[0]));
	assert_null(memo_find(&memo, &all[1]));
	close_both(&out, &memo);
}

static void
test_holds_for_the_same_settings_only(void **state)
{
	(void)state;
	struct place all[] = {make_place("/a.txt", 10)};
	struct settings other = {.text = {.p = (char[]){"Title: B\n"}, .n = 9}};
	struct out out;
	struct memo memo;
	publish(all, 1);
	open_both(&out, &memo, &other);
	assert_null(memo_find(&memo, &all[0]));
	close_both(&out, &memo);
}

/* Whatever the entries are then, they lie inside the bytes. */
static void
check_inside(const struct memo *memo)
{
	for (size_t i = 0; i < memo->count; i++) {
		const struct memo_entry *entry = &memo->entries[i];
		const struct str parts[] = {entry->state, entry->facts, entry->outlook};
		for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
			assert_true(parts[k].n <= memo->bytes.n &&
			            (parts[k].n == 0 ||
			             (parts[k].p >= memo->bytes.p &&
			              parts[k].p + parts[k].n <= memo->bytes.p + memo->bytes.n)));
	}
}

static void
check_opens(struct out *out, size_t count_at_most)
{
	struct memo memo;
	memo_open(&memo, out, &settings);
	assert_true(memo.count <= count_at_most);
	check_inside(&memo);
	memo_free(&memo);
}

static void
test_a_damaged_memo_is_none_or_keeps_inside_its_bytes(void **state)
{
	(void)state;
	static const char damages[] = {'\x00', '\x7f', '\xff'};
	struct place all[] = {make_place("/b.txt", 10), make_place("/a.txt", 20)};
	struct out out;
	struct memo memo;
	publish(all, 2);
	open_both(&out, &memo, &settings);
	int fd = open("public/current/memo", O_WRONLY);
	for (size_t i = 0; i < memo.bytes.n; i++) {
		for (size_t k = 0; k < sizeof damages; k++) {
			assert_int_equal(pwrite(fd, &damages[k], 1, (off_t)i), 1);
			check_opens(&out, memo.bytes.n);
		}
		assert_int_equal(pwrite(fd, memo.bytes.p + i, 1, (off_t)i), 1);
	}
	check_opens(&out, 2);
	close(fd);
	close_both(&out, &memo);
}

static void
test_a_cut_memo_and_one_with_more_behind_are_none(void **state)
{
	(void)state;
	struct place all[] = {make_place("/a.txt", 10)};
	struct out out;
	struct memo memo;
	publish(all, 1);
	open_both(&out, &memo, &settings);
	int fd = open("public/current/memo", O_WRONLY);
	assert_int_equal(ftruncate(fd, (off_t)memo.bytes.n + 1), 0);
	check_opens(&out, 0);
	for (size_t n = memo.bytes.n; n-- > 0;) {
		assert_int_equal(ftruncate(fd, (off_t)n), 0);
		check_opens(&out, 0);
	}
	close(fd);
	close_both(&out, &memo);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_finds_a_source_as_it_was),
	    TEST(test_does_not_trust_a_young_source),
	    TEST(test_holds_for_the_same_settings_only),
	    TEST(test_a_damaged_memo_is_none_or_keeps_inside_its_bytes),
	    TEST(test_a_cut_memo_and_one_with_more_behind_are_none),
	};
	return cmocka_run_group_tests_name("memo", tests, NULL, NULL);
}
