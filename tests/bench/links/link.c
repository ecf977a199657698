/* A thin link between two network namespaces, each with a TUN device: `link DELAY RATE QUEUE LOSS
 * SEED` (milliseconds one way, bit/s, bytes that may wait, packets lost in a thousand). It names
 * the namespaces as files, then answers each line of standard input, once nothing is under way, by
 * what it has carried. At the input's end it goes, and with it the namespaces. Needs root. */
#include "../tool.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <stdbool.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	PACKET_MAX = 1500,
	WAY_PACKETS = 1024, /* under way in one direction */
	PER_MILLE = 1000
};

struct shape {
	int64_t delay; /* microseconds */
	int64_t rate;  /* bit/s */
	int64_t queue; /* bytes */
	long loss;     /* packets in a thousand */
};

struct packet {
	int64_t due; /* microseconds */
	size_t n;
	char bytes[PACKET_MAX];
};

/* One direction: packets wait for the wire, cross it, and come out in order. */
struct way {
	int in, out;     /* borrowed TUN devices */
	uint64_t random; /* not 0 */
	int64_t free_at; /* the wire has sent what it was given; microseconds */
	size_t first, count;
	uint64_t packets, bytes, lost, dropped; /* lost by chance, dropped for want of room */
	struct packet ring[WAY_PACKETS];
};

/* A namespace with one end of the link. */
struct end {
	int space, tun; /* owned */
};

/* The ends */

static void
set_up(int control, const char *name)
{
	struct ifreq request = {.ifr_flags = 0};
	snprintf(request.ifr_name, IFNAMSIZ, "%s", name);
	if (ioctl(control, SIOCGIFFLAGS, &request) < 0)
		die(name);
	request.ifr_flags |= IFF_UP;
	if (ioctl(control, SIOCSIFFLAGS, &request) < 0)
		die(name);
}

static void
set_address(int control, const char *name, unsigned long what, const char *text)
{
	struct ifreq request = {.ifr_flags = 0};
	struct sockaddr_in address = {.sin_family = AF_INET};
	snprintf(request.ifr_name, IFNAMSIZ, "%s", name);
	inet_pton(AF_INET, text, &address.sin_addr);
	memcpy(&request.ifr_addr, &address, sizeof address);
	if (ioctl(control, what, &request) < 0)
		die(text);
}

static int
open_tun(const char *name)
{
	struct ifreq request = {.ifr_flags = IFF_TUN | IFF_NO_PI};
	snprintf(request.ifr_name, IFNAMSIZ, "%s", name);
	int fd = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0 || ioctl(fd, TUNSETIFF, &request) < 0)
		die("/dev/net/tun");
	return fd;
}

static struct end
open_end(const char *address)
{
	static const char name[] = "link0";
	struct end end;
	if (unshare(CLONE_NEWNET) < 0)
		die("unshare");
	end.space = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
	end.tun = open_tun(name);
	int control = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (end.space < 0 || control < 0)
		die("a namespace");
	set_address(control, name, SIOCSIFADDR, address);
	set_address(control, name, SIOCSIFNETMASK, "255.255.255.0");
	set_up(control, name);
	set_up(control, "lo");
	close(control);
	return end;
}

/* A direction */

/* xorshift: the same losses for the same seed. */
static bool
is_lost(struct way *way, long loss)
{
	way->random ^= way->random << 13;
	way->random ^= way->random >> 7;
	way->random ^= way->random << 17;
	return (long)(way->random % PER_MILLE) < loss;
}

static void
take(struct way *way, const struct shape *shape, const char *bytes, size_t n)
{
	int64_t time = now();
	if (way->free_at < time)
		way->free_at = time;
	int64_t waiting = (way->free_at - time) * shape->rate / 8 / SECOND;
	if (waiting + (int64_t)n > shape->queue || way->count == WAY_PACKETS) {
		way->dropped++;
		return;
	}
	way->packets++;
	way->bytes += n;
	way->free_at += (int64_t)n * 8 * SECOND / shape->rate;
	if (is_lost(way, shape->loss)) {
		way->lost++;
		return;
	}
	struct packet *packet = &way->ring[(way->first + way->count++) % WAY_PACKETS];
	packet->due = way->free_at + shape->delay;
	packet->n = n;
	memcpy(packet->bytes, bytes, n);
}

static void
take_all(struct way *way, const struct shape *shape)
{
	char bytes[PACKET_MAX];
	ssize_t n;
	while ((n = read(way->in, bytes, sizeof bytes)) > 0)
		if ((bytes[0] & 0xf0) == 0x40) /* IPv6 neighbours are none of ours */
			take(way, shape, bytes, (size_t)n);
}

static void
deliver(struct way *way)
{
	for (int64_t time = now(); way->count > 0; way->count--) {
		const struct packet *packet = &way->ring[way->first];
		if (packet->due > time)
			return;
		if (write(way->out, packet->bytes, packet->n) < 0)
			way->lost++;
		way->first = (way->first + 1) % WAY_PACKETS;
	}
}

/* The loop */

static struct timespec
until_next(const struct way ways[2], int64_t longest)
{
	int64_t time = now(), next = time + longest;
	for (int i = 0; i < 2; i++)
		if (ways[i].count > 0 && ways[i].ring[ways[i].first].due < next)
			next = ways[i].ring[ways[i].first].due;
	int64_t left = next > time ? next - time : 0;
	return (struct timespec){.tv_sec = left / SECOND, .tv_nsec = left % SECOND * 1000};
}

static void
answer(const struct way ways[2])
{
	static const char *const names[] = {"up", "down"};
	for (int i = 0; i < 2; i++)
		printf("%s_packets=%llu %s_bytes=%llu %s_lost=%llu %s_dropped=%llu%c", names[i],
		       (unsigned long long)ways[i].packets, names[i],
		       (unsigned long long)ways[i].bytes, names[i],
		       (unsigned long long)ways[i].lost, names[i],
		       (unsigned long long)ways[i].dropped, i == 0 ? ' ' : '\n');
	fflush(stdout);
}

static bool
is_quiet(const struct way ways[2])
{
	int64_t time = now();
	return ways[0].count + ways[1].count == 0 && ways[0].free_at <= time &&
	       ways[1].free_at <= time;
}

static void
carry(struct way ways[2], const struct shape *shape)
{
	bool is_asked = false;
	for (;;) {
		struct pollfd fds[] = {{.fd = is_asked ? -1 : STDIN_FILENO, .events = POLLIN},
		                       {.fd = ways[0].in, .events = POLLIN},
		                       {.fd = ways[1].in, .events = POLLIN}};
		struct timespec left = until_next(ways, is_asked ? SECOND / 100 : SECOND);
		if (ppoll(fds, 3, &left, NULL) < 0)
			die("poll");
		for (int i = 0; i < 2; i++) {
			deliver(&ways[i]);
			take_all(&ways[i], shape);
		}
		char line[16];
		if (fds[0].revents && read(STDIN_FILENO, line, sizeof line) <= 0)
			return;
		is_asked |= fds[0].revents != 0;
		if (is_asked && is_quiet(ways)) {
			answer(ways);
			is_asked = false;
		}
	}
}

int
main(int argc, char **argv)
{
	static struct way ways[2];
	if (argc != 6) {
		fputs("usage: link DELAY RATE QUEUE LOSS SEED\n", stderr);
		return 2;
	}
	struct shape shape = {
	    .delay = read_number(argv[1], 0, 60000) * 1000,
	    .rate = read_number(argv[2], 1, 1000000000),
	    .queue = read_number(argv[3], PACKET_MAX, 1000000000),
	    .loss = read_number(argv[4], 0, PER_MILLE),
	};
	uint64_t seed = (uint64_t)read_number(argv[5], 1, 1000000000);
	struct end server = open_end("10.0.0.1"), client = open_end("10.0.0.2");
	ways[0] = (struct way){.in = client.tun, .out = server.tun, .random = seed};
	ways[1] = (struct way){.in = server.tun, .out = client.tun, .random = seed << 32};
	printf("server=/proc/%ld/fd/%d client=/proc/%ld/fd/%d\n", (long)getpid(), server.space,
	       (long)getpid(), client.space);
	fflush(stdout);
	carry(ways, &shape);
	return 0;
}
