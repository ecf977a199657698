/* Limits by address prefix: how many connections come from one IPv4 address or IPv6 /64 network,
 * and how many of them have not yet asked for anything. Many readers may stand behind one address,
 * so that they bite only under pressure, with more than half of the slots taken. The counts live in
 * a table of fixed size; prefixes that share a place in it, which nobody can foresee, count as one.
 */
#ifndef DAEMON_NET_LIMIT_H
#define DAEMON_NET_LIMIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

enum {
	LIMIT_PLACES = 4096 /* a power of two */
};

struct limit_count {
	uint32_t open, unfinished; /* unfinished: without a whole request; among the open ones */
};

struct limit {
	uint64_t secret; /* from which a prefix's place follows */
	size_t slots;    /* connections at once */
	size_t share;    /* of one prefix, under pressure; half of it unfinished */
	size_t open, unfinished;
	struct limit_count counts[LIMIT_PLACES];
};

/* share 0: a quarter of the slots. */
void limit_init(struct limit *limit, size_t slots, size_t share, uint64_t secret);
/* The place of an address's prefix; all that are neither IPv4 nor IPv6 share one. An IPv4 address
 * within IPv6 is itself. */
unsigned limit_place(const struct limit *limit, const struct sockaddr_storage *address);

/* Each opened connection is finished once or never, and then closed once. */
void limit_open(struct limit *limit, unsigned place);
void limit_finish(struct limit *limit, unsigned place);
void limit_close(struct limit *limit, unsigned place, bool is_unfinished);

/* Under pressure, and more than half the share of that place is unfinished: its oldest has to go
 * before it gets another. */
bool limit_is_crowded(const struct limit *limit, unsigned place);
/* Under pressure, and that place has more than its share: its readers have to slow down. */
bool limit_is_greedy(const struct limit *limit, unsigned place);
/* The most that one place has unfinished. */
uint32_t limit_worst(const struct limit *limit);

#endif
