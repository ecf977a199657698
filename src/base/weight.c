#include "base/weight.h"

enum {
	KILO = 1000,
	MEGA = 1000 * KILO
};

void
weight_add(struct buf *out, off_t bytes, const struct weight_units *units)
{
	long long n = bytes;
	if (n < KILO)
		buf_printf(out, "%lld %.*s", n, STR_FMT(units->bytes));
	else if (n < MEGA)
		buf_printf(out, "%lld %.*s", (n + KILO / 2) / KILO, STR_FMT(units->kilo));
	else
		buf_printf(out, "%lld.%lld %.*s", n / MEGA, n % MEGA / (MEGA / 10),
		           STR_FMT(units->mega));
}
