#include "publish/capsule/spool.h"

#include "fixture.h"

static struct doc
make(const char *text)
{
	struct doc doc;
	doc_init(&doc);
	doc_add_text(&doc, NODE_PARAGRAPH, 0, str_of(text));
	return doc;
}

static struct spooled
put(struct spool *spool, const char *text)
{
	struct doc doc = make(text);
	struct spooled where = spool_put(spool, &doc);
	doc_free(&doc);
	return where;
}

static void
check_taken(const struct spool *spool, struct spooled where, const char *text)
{
	struct doc doc;
	doc_init(&doc);
	assert_true(spool_take(spool, where, &doc));
	assert_true(str_eq(doc.root->first->text, str_of(text)));
	doc_free(&doc);
}

static void
test_gives_back_what_was_put(void **state)
{
	(void)state;
	struct spool spool;
	int folder = open(".", O_RDONLY | O_DIRECTORY);
	spool_open(&spool, folder);
	struct spooled one = put(&spool, "one"), two = put(&spool, "another");
	check_taken(&spool, two, "another");
	check_taken(&spool, one, "one");
	spool_close(&spool);
	close(folder);
	assert_false(is_there(".spool"));
}

static void
test_works_without_a_file(void **state)
{
	(void)state;
	struct spool spool;
	struct doc doc;
	spool_open(&spool, -1);
	struct spooled nowhere = put(&spool, "one");
	doc_init(&doc);
	assert_false(spool_take(&spool, nowhere, &doc));
	doc_free(&doc);
	spool_close(&spool);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_gives_back_what_was_put),
	    TEST(test_works_without_a_file),
	};
	return cmocka_run_group_tests_name("spool", tests, NULL, NULL);
}
