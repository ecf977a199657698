#include "daemon/net/limit.h"

#include "daemon/net/address.h"

#include <assert.h>
#include <string.h>

enum {
	SHARES = 4 /* of the slots, unless the configuration says otherwise */
};

void
limit_init(struct limit *limit, size_t slots, size_t share, uint64_t secret)
{
	memset(limit, 0, sizeof *limit);
	limit->slots = slots;
	limit->share = share ? share : slots / SHARES;
	limit->secret = secret;
}

/* The first 64 bits of an IPv6 address, or all 32 of an IPv4 one. */
static uint64_t
prefix_of(const struct sockaddr_storage *address)
{
	unsigned char bytes[ADDRESS_BYTES_MAX];
	uint64_t prefix = 0;
	size_t n = address_bytes(address, bytes);
	memcpy(&prefix, bytes, n < sizeof prefix ? n : sizeof prefix);
	return prefix;
}

/* The last steps of MurmurHash3, which carry every bit to every other. */
static uint64_t
mix(uint64_t bits)
{
	bits = (bits ^ bits >> 33) * 0xff51afd7ed558ccd;
	bits = (bits ^ bits >> 33) * 0xc4ceb9fe1a85ec53;
	return bits ^ bits >> 33;
}

unsigned
limit_place(const struct limit *limit, const struct sockaddr_storage *address)
{
	return mix(mix(prefix_of(address) ^ limit->secret) + limit->secret) % LIMIT_PLACES;
}

void
limit_open(struct limit *limit, unsigned place)
{
	limit->open++;
	limit->unfinished++;
	limit->counts[place].open++;
	limit->counts[place].unfinished++;
}

void
limit_finish(struct limit *limit, unsigned place)
{
	assert(limit->counts[place].unfinished > 0);
	limit->counts[place].unfinished--;
	limit->unfinished--;
}

void
limit_close(struct limit *limit, unsigned place, bool is_unfinished)
{
	assert(limit->counts[place].open > 0);
	if (is_unfinished)
		limit_finish(limit, place);
	limit->counts[place].open--;
	limit->open--;
}

static bool
is_pressed(const struct limit *limit)
{
	return limit->open > limit->slots / 2;
}

bool
limit_is_crowded(const struct limit *limit, unsigned place)
{
	return is_pressed(limit) && limit->counts[place].unfinished > limit->share / 2;
}

bool
limit_is_greedy(const struct limit *limit, unsigned place)
{
	return is_pressed(limit) && limit->counts[place].open > limit->share;
}

uint32_t
limit_worst(const struct limit *limit)
{
	uint32_t worst = 0;
	for (size_t i = 0; i < LIMIT_PLACES; i++)
		if (limit->counts[i].unfinished > worst)
			worst = limit->counts[i].unfinished;
	return worst;
}
