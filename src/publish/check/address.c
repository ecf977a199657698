#include "publish/check/address.h"

#include "base/ascii.h"
#include "base/uri.h"
#include "publish/check/near.h"

#include <string.h>

enum {
	PORT_MAX = 65535,
	HOST_MAX = 253, /* bytes, RFC 1035 2.3.4 */
	LABEL_MAX = 63
};

static const char *const schemes[] = {"http", "https", "gemini", "gopher", "ftp", "mailto"};

/* What fingers make of "://". */
static const char *const bent[] = {"//", ";//", ".//", ":\\", ":/", ":www"};

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool
is_number(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_is_digit(s.p[i]))
			return false;
	return s.n > 0;
}

static bool
is_label(struct str s)
{
	if (s.n == 0 || s.n > LABEL_MAX || s.p[0] == '-' || s.p[s.n - 1] == '-')
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!is_letter(s.p[i]) && !ascii_is_digit(s.p[i]) && s.p[i] != '-' && s.p[i] != '_')
			return false;
	return true;
}

/* "example.org", "192.0.2.1"; a single word only where it is known to be a host. */
static bool
is_host(struct str host)
{
	size_t labels = 0, numbers = 0;
	struct str last = STR_NONE;
	if (str_eq_nocase(host, STR("localhost")))
		return true;
	if (str_ends(host, STR(".")))
		host.n--;
	if (host.n > HOST_MAX || str_ends(host, STR(".")))
		return false;
	for (; host.n; labels++) {
		last = str_cut(&host, '.');
		if (!is_label(last))
			return false;
		numbers += is_number(last);
	}
	return labels > 1 && (!is_number(last) || (numbers == 4 && labels == 4));
}

static bool
is_port(struct str port)
{
	unsigned long number;
	return port.n == 0 || (str_number(port, PORT_MAX, &number) == 0 && number > 0);
}

/* rest is what follows "://". */
static const char *
authority_fault(struct str rest)
{
	size_t n = 0;
	while (n < rest.n && !strchr("/?#", rest.p[n]))
		n++;
	struct str host = str_upto(rest, n);
	size_t at = str_find_last(host, '@');
	if (at != STR_NOWHERE)
		host = str_from(host, at + 1);
	if (host.n == 0)
		return "lacks the name of a host; write it behind the two slashes, without a blank";
	if (host.p[0] == '[')
		return NULL;
	struct str port = host;
	host = str_cut(&port, ':');
	if (!is_host(host))
		return "has a host that cannot be; write it like example.org";
	return is_port(port) ? NULL : "has a port that cannot be; write a number up to 65535";
}

static const char *
mail_fault(struct str mail)
{
	struct str host = mail;
	struct str name = str_cut(&host, '@');
	if (name.n == 0 || name.p[0] == '.' || str_ends(name, STR(".")) ||
	    str_find_str(name, STR("..")) != STR_NOWHERE)
		return "is no mail address: the name before the @ cannot be; write it like "
		       "office@example.org";
	if (!is_host(host) || is_number(str_from(host, str_find_last(host, '.') + 1)))
		return "is no mail address: what follows the @ cannot be; write it like "
		       "office@example.org";
	return NULL;
}

static bool
is_known(struct str scheme)
{
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (str_eq_nocase(scheme, str_of(schemes[i])))
			return true;
	return false;
}

/* "htps" and "gemni", but not "ssh", which some readers know. */
static bool
is_misspelt(struct str scheme)
{
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
		struct str known = str_of(schemes[i]);
		if (scheme.n > 2 && known.n > 3 && !str_eq_nocase(scheme, STR("ftps")) &&
		    near_distance(scheme, known, 1) == 1)
			return true;
	}
	return false;
}

/* "http:/example.org", "https//example.org". */
static bool
is_bent(struct str word)
{
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
		if (!str_starts_nocase(word, str_of(schemes[i])))
			continue;
		struct str rest = str_from(word, strlen(schemes[i]));
		for (size_t j = 0; j < sizeof bent / sizeof *bent; j++)
			if (str_starts_nocase(rest, str_of(bent[j])))
				return true;
	}
	return false;
}

/* "@office", "5@", "git@example.org:tree": an @ that makes no mail address. */
static bool
is_handle(struct str word)
{
	size_t at = str_find(word, '@');
	char next = at + 1 < word.n ? word.p[at + 1] : ' ';
	return at == 0 || str_has(word, '/') || str_has(str_from(word, at), ':') ||
	       !(is_letter(next) || ascii_is_digit(next) || next == '@' || next == '.');
}

static const char misspelt[] = "begins with a misspelt kind of address; write https://, gemini:// "
                               "or the like";

static const char *
url_fault(struct str url, size_t colon)
{
	struct str scheme = str_upto(url, colon);
	if (!is_known(scheme) && is_misspelt(scheme))
		return misspelt;
	return is_known(scheme) ? authority_fault(str_from(url, colon + 3)) : NULL;
}

const char *
address_fault(struct str word)
{
	size_t colon = str_find_str(word, STR("://"));
	if (colon != STR_NOWHERE)
		return url_fault(word, colon);
	if (is_bent(word))
		return "is no address as it stands; write :// behind its first word";
	if (str_starts_nocase(word, STR("www.")))
		return authority_fault(word);
	if (str_starts_nocase(word, STR("mailto:")))
		return mail_fault(str_from(word, 7));
	if (str_has(word, '@') && !is_handle(word))
		return mail_fault(word);
	return NULL;
}

const char *
address_target_fault(struct str target)
{
	struct uri uri;
	if (uri_parse(target, &uri) < 0)
		return "is no address that a reader's program can follow; copy it anew";
	return uri.scheme.n || is_bent(target) ? address_fault(target) : NULL;
}
