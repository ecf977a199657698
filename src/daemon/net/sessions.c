#include "daemon/net/sessions.h"

#include "base/clock.h"
#include "base/fd.h"

#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	SLOT_SIZE = 512, /* bytes */
	WAYS = 8,        /* places that one id may be in */
	SETS = 256,
	SLOTS = SETS * WAYS, /* 1 MiB in all */
	WRITTEN_MAX = 1024,  /* bytes; twice what one without certificate and ticket can take */
	VERSION = 1
};

/* Writers take a slot by making its turn odd; readers look whether it changed meanwhile. One that
 * a worker had in hand when it was killed stays odd and is lost: 512 bytes. */
struct slot {
	_Atomic uint32_t turn;
	_Atomic uint32_t is_used; /* resumed at least once */
	int64_t expires;          /* seconds of the callers' clock; 0: empty */
	uint16_t size;
	unsigned char id[SESSIONS_ID_SIZE];
	char bytes[SESSIONS_BYTES_MAX];
};
_Static_assert(sizeof(struct slot) == SLOT_SIZE, "a slot has no gaps");

struct sessions_table {
	uint32_t version, slot_size, slots, unused;
	struct slot slot[SLOTS];
};

static int
map_table(struct sessions *sessions, int fd)
{
	void *map =
	    mmap(NULL, sizeof(struct sessions_table), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (map == MAP_FAILED)
		return -1;
	*sessions = (struct sessions){.fd = fd, .table = map};
	return 0;
}

int
sessions_open(struct sessions *sessions)
{
	*sessions = (struct sessions){.fd = -1};
	int fd = memfd_create("kapsulad-sessions", MFD_CLOEXEC);
	if (fd < 0)
		return -1;
	if (ftruncate(fd, sizeof(struct sessions_table)) < 0 || map_table(sessions, fd) < 0) {
		fd_close(fd);
		return -1;
	}
	sessions->table->version = VERSION;
	sessions->table->slot_size = SLOT_SIZE;
	sessions->table->slots = SLOTS;
	return 0;
}

int
sessions_adopt(struct sessions *sessions, int fd)
{
	struct stat status;
	*sessions = (struct sessions){.fd = -1};
	if (fstat(fd, &status) < 0 || status.st_size != sizeof(struct sessions_table) ||
	    map_table(sessions, fd) < 0)
		return -1;
	const struct sessions_table *table = sessions->table;
	if (table->version == VERSION && table->slot_size == SLOT_SIZE && table->slots == SLOTS)
		return 0;
	munmap(sessions->table, sizeof(struct sessions_table));
	*sessions = (struct sessions){.fd = -1};
	return -1;
}

void
sessions_close(struct sessions *sessions)
{
	for (size_t i = 0; i < SESSIONS_PARSED; i++)
		SSL_SESSION_free(sessions->parsed[i]);
	if (sessions->table)
		munmap(sessions->table, sizeof(struct sessions_table));
	fd_close(sessions->fd);
	*sessions = (struct sessions){.fd = -1};
}

/* Ids are random, so their first bytes spread well; a client that makes some up finds nothing. */
static struct slot *
set_of(struct sessions_table *table, const unsigned char *id)
{
	return &table->slot[(size_t)id[0] % SETS * WAYS];
}

/* The oldest place of the set: an empty one, or the one that ends first. */
static struct slot *
oldest(struct slot *set)
{
	struct slot *found = &set[0];
	for (size_t i = 1; i < WAYS; i++)
		if (set[i].expires < found->expires)
			found = &set[i];
	return found;
}

void
sessions_put(const struct sessions *sessions, const unsigned char id[static SESSIONS_ID_SIZE],
             struct str bytes, int64_t now)
{
	struct slot *slot = oldest(set_of(sessions->table, id));
	if (bytes.n > sizeof slot->bytes)
		return;
	uint32_t turn = atomic_load(&slot->turn);
	/* Another worker is writing there: rather no session than waiting for it. */
	if ((turn & 1) || !atomic_compare_exchange_strong(&slot->turn, &turn, turn + 1))
		return;
	memcpy(slot->id, id, sizeof slot->id);
	memcpy(slot->bytes, bytes.p, bytes.n);
	slot->size = (uint16_t)bytes.n;
	slot->expires = now + sessions->seconds;
	atomic_store(&slot->is_used, 0);
	atomic_store(&slot->turn, turn + 2);
}

/* Copies a whole session out; its size, or 0. */
static size_t
take(struct slot *slot, const unsigned char *id, int64_t now, char *bytes, bool *was_used)
{
	uint32_t turn = atomic_load(&slot->turn);
	if ((turn & 1) || slot->expires <= now || memcmp(slot->id, id, sizeof slot->id) != 0)
		return 0;
	size_t n = slot->size <= sizeof slot->bytes ? slot->size : 0;
	memcpy(bytes, slot->bytes, n);
	atomic_thread_fence(memory_order_acquire);
	if (atomic_load(&slot->turn) != turn)
		return 0;
	*was_used = atomic_exchange(&slot->is_used, 1);
	return n;
}

size_t
sessions_find(const struct sessions *sessions, const unsigned char id[static SESSIONS_ID_SIZE],
              int64_t now, char bytes[static SESSIONS_BYTES_MAX], bool *was_used)
{
	struct slot *set = set_of(sessions->table, id);
	size_t n = 0;
	for (size_t i = 0; i < WAYS && n == 0; i++)
		n = take(&set[i], id, now, bytes, was_used);
	return n;
}

/* OpenSSL's side */

static int64_t
seconds_now(void)
{
	return clock_read(CLOCK_MONOTONIC_COARSE) / CLOCK_S;
}

/* Written at once: to ask for the size first would take as long again. What a client could make
 * long is not there; of names, 255 bytes are the most. */
static int
on_new(SSL *ssl, SSL_SESSION *session)
{
	char bytes[WRITTEN_MAX];
	unsigned char *end = (unsigned char *)bytes;
	unsigned id_size;
	const unsigned char *id = SSL_SESSION_get_id(session, &id_size);
	if (id_size != SESSIONS_ID_SIZE || SSL_SESSION_get0_peer(session) ||
	    SSL_SESSION_has_ticket(session))
		return 0;
	int n = i2d_SSL_SESSION(session, &end);
	if (n <= 0)
		return 0;
	sessions_put(SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)), id, (struct str){bytes, (size_t)n},
	             seconds_now());
	OPENSSL_cleanse(bytes, (size_t)n);
	return 0;
}

/* A client that resumes does so for each page, and parsing costs 1 % of that. OpenSSL leaves a
 * session as it is once it can be shared. */
static SSL_SESSION *
parse(struct sessions *sessions, const unsigned char *id, struct str bytes)
{
	SSL_SESSION **parsed = &sessions->parsed[(size_t)id[1] % SESSIONS_PARSED];
	const unsigned char *start = (const unsigned char *)bytes.p;
	unsigned id_size;
	if (*parsed && memcmp(SSL_SESSION_get_id(*parsed, &id_size), id, SESSIONS_ID_SIZE) == 0)
		return *parsed;
	SSL_SESSION_free(*parsed);
	*parsed = d2i_SSL_SESSION(NULL, &start, (long)bytes.n);
	return *parsed;
}

/* The cheapest for clients that use a ticket once and for those that use it again and again: the
 * first resumption brings one more, later ones none. */
static SSL_SESSION *
on_get(SSL *ssl, const unsigned char *id, int id_size, int *copy)
{
	struct sessions *sessions = SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl));
	char bytes[SESSIONS_BYTES_MAX];
	bool was_used = false;
	*copy = 1;
	if (id_size != SESSIONS_ID_SIZE)
		return NULL;
	size_t n = sessions_find(sessions, id, seconds_now(), bytes, &was_used);
	SSL_SESSION *session = n ? parse(sessions, id, (struct str){bytes, n}) : NULL;
	if (session && was_used)
		SSL_set_num_tickets(ssl, 0);
	OPENSSL_cleanse(bytes, sizeof bytes);
	return session;
}

void
sessions_serve(struct sessions *sessions, SSL_CTX *context)
{
	if (!SSL_CTX_set_app_data(context, sessions))
		return;
	SSL_CTX_set_options(context, SSL_OP_NO_TICKET);
	SSL_CTX_set_num_tickets(context, 1);
	SSL_CTX_set_timeout(context, (long)sessions->seconds);
	SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_SERVER | SSL_SESS_CACHE_NO_INTERNAL);
	SSL_CTX_sess_set_new_cb(context, on_new);
	SSL_CTX_sess_set_get_cb(context, on_get);
}
