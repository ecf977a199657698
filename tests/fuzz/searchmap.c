/* A hostile index: any bytes are a search.db that is asked a few questions, or none that can be
 * used. Nothing beyond their last byte is read, no question takes long or much, and each gets a
 * page. */
#include "base/clock.h"
#include "base/schema.h"
#include "base/utf8.h"
#include "daemon/proto/protocol.h"
#include "daemon/site/search.h"

#include <assert.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum {
	SIZE_MAX_BYTES = 1 << 20,
	GUARD = 1 << 16,
	VERSION_AT = 60,        /* SQLite's file format, 1.3: the user version */
	TIME_MAX = 4 * CLOCK_S, /* of this thread, four times what a search is given */
	MEMORY_MAX = 256 << 20  /* bytes, twice what it is given */
};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static const char *const questions[] = {"harbour", "harbours boats", "\"old books\" \"boats\"",
                                        "a b c d e f g h", "absent books"};

static char *room;

/* The bytes end where memory ends; the version is ours, so that the corpus outlives it. */
static struct str
lay_out(const uint8_t *bytes, size_t n)
{
	static const unsigned char version[] = {SCHEMA_VERSION >> 24, SCHEMA_VERSION >> 16 & 0xFF,
	                                        SCHEMA_VERSION >> 8 & 0xFF, SCHEMA_VERSION & 0xFF};
	if (!room) {
		room = mmap(NULL, SIZE_MAX_BYTES + GUARD, PROT_READ | PROT_WRITE,
		            MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		assert(room != MAP_FAILED &&
		       mprotect(room + SIZE_MAX_BYTES, GUARD, PROT_NONE) == 0);
	}
	char *start = room + SIZE_MAX_BYTES - n;
	memcpy(start, bytes, n);
	if (n >= VERSION_AT + sizeof version)
		memcpy(start + VERSION_AT, version, sizeof version);
	return (struct str){start, n};
}

static void
check_page(const struct reply *reply, const struct protocol *protocol)
{
	char bytes[REPLY_HEAD_MAX];
	struct span head = {.p = bytes, .cap = sizeof bytes};
	struct buf page = {0};
	protocol->head(reply, &head);
	protocol->body(reply, &page);
	assert(buf_ok(&page) && utf8_valid(buf_str(&page)));
	buf_free(&page);
}

static void
ask(struct searchmap *map, const char *question)
{
	static struct request request;
	request = (struct request){.mirror = MIRROR_GOPHER,
	                           .path = STR("/search"),
	                           .query = str_of(question),
	                           .has_query = true};
	struct reply reply = {0};
	int64_t began = clock_read(CLOCK_THREAD_CPUTIME_ID);
	if (search_answer(map, -1, &request, &reply) && reply.what == OUTCOME_RESULTS) {
		check_page(&reply, &protocol_gopher);
		check_page(&reply, &protocol_gemini);
	}
	free(reply.results);
	assert(clock_read(CLOCK_THREAD_CPUTIME_ID) - began < TIME_MAX &&
	       sqlite3_memory_highwater(1) < MEMORY_MAX);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	if (n > SIZE_MAX_BYTES)
		return 0;
	struct searchmap map = {.bytes = lay_out(bytes, n)};
	for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
		ask(&map, questions[i]);
	map.bytes = STR_NONE;
	searchmap_close(&map);
	return 0;
}
