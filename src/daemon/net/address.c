#include "daemon/net/address.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

enum {
	IPV4_PREFIX = 24, /* bits */
	IPV6_PREFIX = 48,
	MAPPED_AT = 12 /* bytes before the IPv4 address in a mapped one (RFC 4291 2.5.5.2) */
};

struct address {
	int family;
	size_t n; /* bytes */
	unsigned prefix;
	unsigned char bytes[sizeof(struct in6_addr)];
};

static bool
read_address(const struct sockaddr_storage *storage, struct address *address)
{
	struct sockaddr_in ipv4;
	struct sockaddr_in6 ipv6;
	memcpy(&ipv4, storage, sizeof ipv4);
	memcpy(&ipv6, storage, sizeof ipv6);
	bool is_mapped = storage->ss_family == AF_INET6 && IN6_IS_ADDR_V4MAPPED(&ipv6.sin6_addr);
	if (storage->ss_family == AF_INET6 && !is_mapped) {
		*address = (struct address){AF_INET6, sizeof ipv6.sin6_addr, IPV6_PREFIX, {0}};
		memcpy(address->bytes, &ipv6.sin6_addr, address->n);
		return true;
	}
	*address = (struct address){AF_INET, sizeof ipv4.sin_addr, IPV4_PREFIX, {0}};
	memcpy(address->bytes,
	       is_mapped ? ipv6.sin6_addr.s6_addr + MAPPED_AT
	                 : (const unsigned char *)&ipv4.sin_addr,
	       address->n);
	return is_mapped || storage->ss_family == AF_INET;
}

struct str
address_print(const struct sockaddr_storage *storage, enum address_form form,
              char text[static ADDRESS_TEXT_MAX])
{
	struct address address;
	if (form == ADDRESS_NONE || !read_address(storage, &address))
		return STR_NONE;
	size_t kept = form == ADDRESS_PREFIX ? address.prefix / 8 : address.n;
	memset(address.bytes + kept, 0, address.n - kept);
	if (!inet_ntop(address.family, address.bytes, text, INET6_ADDRSTRLEN))
		return STR_NONE;
	size_t n = strlen(text);
	if (form == ADDRESS_PREFIX)
		snprintf(text + n, ADDRESS_TEXT_MAX - n, "/%u", address.prefix);
	return str_of(text);
}

struct str
address_of_peer(int fd, enum address_form form, char text[static ADDRESS_TEXT_MAX])
{
	struct sockaddr_storage storage = {0};
	socklen_t size = sizeof storage;
	if (form == ADDRESS_NONE || getpeername(fd, (struct sockaddr *)&storage, &size) < 0)
		return STR_NONE;
	return address_print(&storage, form, text);
}
