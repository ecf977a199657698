#include "publish/check/cost.h"

enum {
	RECORD = 1024, /* bytes of a page in one TLS record */
	RECORD_ADDS = 22,
	SEGMENT = 1448,
	SEGMENT_ADDS = 52 + 26,
	FIRST_WINDOW = 10 * SEGMENT /* RFC 6928 */
};

const struct cost_line cost_lines[COST_LINES] = {
    {"9600 bit/s", 9600, 600},
    {"64 kbit/s", 64000, 100},
    {"satellite", 512000, 600},
};

struct visit {
	size_t fixed; /* bytes besides the body, of a page in one record and one segment */
	unsigned round_trips;
	size_t record; /* 0: the body goes as it is */
};

static const struct visit visits[COST_VISITS] = {
    [COST_FIRST] = {2006, 3, RECORD},
    [COST_RESUMED] = {1520, 3, RECORD},
    [COST_GOPHER] = {495, 2, 0},
};

/* How many of size hold n, beyond the first. */
static size_t
further(size_t n, size_t size)
{
	return n ? (n - 1) / size : 0;
}

static size_t
with_records(const struct visit *visit, size_t body)
{
	return visit->record ? body + RECORD_ADDS * further(body, visit->record) : body;
}

size_t
cost_bytes(enum cost_visit visit, size_t body)
{
	size_t sent = with_records(&visits[visit], body);
	return visits[visit].fixed + sent + SEGMENT_ADDS * further(sent, SEGMENT);
}

/* Seconds in which nothing comes, since the server waits to hear that the last window did. */
static double
slow_start(size_t bytes, const struct cost_line *line)
{
	double trip = (double)line->round_trip / 1000, waited = 0;
	for (size_t window = FIRST_WINDOW, left = bytes; left > window; window *= 2) {
		double busy = (double)window * 8 / (double)line->rate;
		if (busy < trip)
			waited += trip - busy;
		left -= window;
	}
	return waited;
}

double
cost_seconds(enum cost_visit visit, size_t body, const struct cost_line *line)
{
	double trips = (double)(visits[visit].round_trips * line->round_trip) / 1000;
	double carried = (double)cost_bytes(visit, body) * 8 / (double)line->rate;
	return trips + carried + slow_start(with_records(&visits[visit], body), line);
}
