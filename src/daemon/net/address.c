#include "daemon/net/address.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

enum {
	IPV4_PREFIX = 24, /* bits */
	IPV6_PREFIX = 48,
	MAPPED_AT = 12 /* bytes before the IPv4 address in a mapped one */
};

size_t
address_bytes(const struct sockaddr_storage *address, unsigned char bytes[static ADDRESS_BYTES_MAX])
{
	struct sockaddr_in ipv4;
	struct sockaddr_in6 ipv6;
	if (address->ss_family == AF_INET) {
		memcpy(&ipv4, address, sizeof ipv4);
		memcpy(bytes, &ipv4.sin_addr, sizeof ipv4.sin_addr);
		return sizeof ipv4.sin_addr;
	}
	if (address->ss_family != AF_INET6)
		return 0;
	memcpy(&ipv6, address, sizeof ipv6);
	size_t at = IN6_IS_ADDR_V4MAPPED(&ipv6.sin6_addr) ? MAPPED_AT : 0;
	size_t n = sizeof ipv6.sin6_addr - at;
	memcpy(bytes, ipv6.sin6_addr.s6_addr + at, n);
	return n;
}

struct str
address_print(const struct sockaddr_storage *address, enum address_form form,
              char text[static ADDRESS_TEXT_MAX])
{
	unsigned char bytes[ADDRESS_BYTES_MAX];
	size_t size = form == ADDRESS_NONE ? 0 : address_bytes(address, bytes);
	bool is_ipv4 = size == sizeof(struct in_addr);
	size_t prefix = is_ipv4 ? IPV4_PREFIX : IPV6_PREFIX;
	if (size == 0)
		return STR_NONE;
	if (form == ADDRESS_PREFIX)
		memset(bytes + prefix / 8, 0, size - prefix / 8);
	if (!inet_ntop(is_ipv4 ? AF_INET : AF_INET6, bytes, text, INET6_ADDRSTRLEN))
		return STR_NONE;
	size_t n = strlen(text);
	if (form == ADDRESS_PREFIX)
		snprintf(text + n, ADDRESS_TEXT_MAX - n, "/%zu", prefix);
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
