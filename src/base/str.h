/* A str is a borrowed slice of bytes: whoever made the bytes owns them, and they need not end in
 * NUL. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str {
	const char *p; /* borrowed; may be NULL when n is 0 */
	size_t n;      /* bytes */
};

#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})
#define STR_NONE     ((struct str){NULL, 0})
/* The same for the initialisers of static tables, where C17 wants no compound literal. */
#define STR_CONST(literal)                                                                         \
	{                                                                                          \
		(literal), sizeof(literal) - 1                                                     \
	}

/* For printf's "%.*s"; slices longer than INT_MAX are cut. */
#define STR_FMT(s) str_printf_width(s), ((s).n ? (s).p : "")
int str_printf_width(struct str s);

struct str str_of(const char *cstring);

bool str_eq(struct str a, struct str b);
/* ASCII letters compare without case; all other bytes as they are. */
bool str_eq_nocase(struct str a, struct str b);
bool str_starts(struct str s, struct str prefix);
bool str_starts_nocase(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
bool str_ends_nocase(struct str s, struct str suffix);
bool str_has(struct str s, char c);
/* Byte order, a shorter prefix first: <0, 0, >0. */
int str_cmp(struct str a, struct str b);
/* FNV-1a, 64 bits: tells slices apart that nobody made to be alike. */
uint64_t str_hash(struct str s);

#define STR_NOWHERE ((size_t)-1)
/* Offset of the first (last) c, or STR_NOWHERE. */
size_t str_find(struct str s, char c);
size_t str_find_last(struct str s, char c);
/* Offset of the first occurrence of needle, or STR_NOWHERE; an empty needle is at 0. */
size_t str_find_str(struct str s, struct str needle);

/* Clamped to the slice: str_from(s, 99) of a short s is empty. */
struct str str_from(struct str s, size_t start);
struct str str_upto(struct str s, size_t end);

/* Takes the piece before the first sep off *rest; without a sep, all of it. */
struct str str_cut(struct str *rest, char sep);
/* Takes the next line off *rest, without its LF; false when *rest is empty. */
bool str_line(struct str *rest, struct str *line);
/* Without blanks (space, TAB, CR, LF) at both ends. */
struct str str_trim(struct str s);

/* 0 and *value, or -1 when s is not a decimal number of at most max. */
int str_number(struct str s, unsigned long max, unsigned long *value);

#endif
