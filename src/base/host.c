#include "base/host.h"

#include "base/ascii.h"

#include <arpa/inet.h>
#include <idn2.h>
#include <string.h>

enum {
	LABEL_MAX = 63 /* bytes; RFC 1035 2.3.4 */
};

/* false: longer than room, or with a NUL in it. */
static bool
terminate(struct str host, char *room, size_t size)
{
	if (host.n >= size || str_has(host, '\0'))
		return false;
	if (host.n)
		memcpy(room, host.p, host.n);
	room[host.n] = '\0';
	return true;
}

size_t
host_address(struct str host, unsigned char bytes[static HOST_ADDRESS_MAX])
{
	char name[INET6_ADDRSTRLEN];
	if (!terminate(host, name, sizeof name))
		return 0;
	if (inet_pton(AF_INET, name, bytes) == 1)
		return sizeof(struct in_addr);
	return inet_pton(AF_INET6, name, bytes) == 1 ? sizeof(struct in6_addr) : 0;
}

bool
host_is_address(struct str host)
{
	unsigned char bytes[HOST_ADDRESS_MAX];
	return host_address(host, bytes) > 0;
}

static bool
is_label(struct str label)
{
	if (label.n == 0 || label.n > LABEL_MAX || label.p[0] == '-' || str_ends(label, STR("-")))
		return false;
	for (size_t i = 0; i < label.n; i++) {
		char c = label.p[i];
		if (!ascii_is_alnum(c) && c != '-')
			return false;
	}
	return true;
}

bool
host_is_valid(struct str host)
{
	if (host.n == 0 || host.n > HOST_MAX || str_ends(host, STR(".")))
		return false;
	if (host_is_address(host))
		return true;
	while (host.n)
		if (!is_label(str_cut(&host, '.')))
			return false;
	return true;
}

bool
host_add_ascii(struct buf *out, struct str host)
{
	char name[HOST_LETTERS_MAX], *ascii = NULL;
	if (host_is_valid(host)) {
		buf_add_str(out, host);
		return true;
	}
	if (!terminate(host, name, sizeof name) ||
	    idn2_to_ascii_8z(name, &ascii, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL) != IDN2_OK)
		return false;
	bool ok = host_is_valid(str_of(ascii));
	if (ok)
		buf_add_str(out, str_of(ascii));
	idn2_free(ascii);
	return ok;
}

bool
host_add_letters(struct buf *out, struct str host)
{
	char name[HOST_MAX + 1], *letters = NULL;
	if (!terminate(host, name, sizeof name) ||
	    idn2_to_unicode_8z8z(name, &letters, 0) != IDN2_OK)
		return false;
	buf_add_str(out, str_of(letters));
	idn2_free(letters);
	return true;
}
