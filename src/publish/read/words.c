#include "publish/read/words.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <unicase.h>
#include <unictype.h>

enum {
	FIRST_ROOM = 1024
};

static const uint64_t hash_start = 0xCBF29CE484222325, hash_step = 0x100000001B3;

static bool
is_letter(uint32_t c)
{
	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	return uc_is_alpha(c);
}

static uint64_t
hash_add(uint64_t hash, uint32_t c)
{
	if (c >= 'A' && c <= 'Z')
		c += 'a' - 'A';
	else if (c >= 0x80)
		c = uc_tolower(c);
	return (hash ^ c) * hash_step;
}

static uint64_t
hash_text(uint64_t hash, struct str text)
{
	while (text.n)
		hash = hash_add(hash, utf8_next(&text));
	return hash;
}

static uint64_t *
find_slot(uint64_t *slots, size_t room, uint64_t hash)
{
	size_t at = (size_t)(hash ^ hash >> 32) & (room - 1);
	while (slots[at] && slots[at] != hash)
		at = (at + 1) & (room - 1);
	return &slots[at];
}

static bool
grow(struct words *words)
{
	size_t room = words->room ? 2 * words->room : FIRST_ROOM;
	uint64_t *slots = calloc(room, sizeof *slots);
	if (!slots)
		return false;
	for (size_t i = 0; i < words->room; i++)
		if (words->slots[i])
			*find_slot(slots, room, words->slots[i]) = words->slots[i];
	free(words->slots);
	words->slots = slots;
	words->room = room;
	return true;
}

/* Without memory the evidence is poorer and a hyphen more stays: no error. */
static void
add(struct words *words, uint64_t hash)
{
	if (2 * words->count >= words->room && !grow(words))
		return;
	uint64_t *slot = find_slot(words->slots, words->room, hash);
	words->count += *slot == 0;
	*slot = hash;
}

void
words_gather(struct words *words, struct str text)
{
	uint64_t hash = hash_start;
	bool inside = false;
	while (text.n) {
		uint32_t c = utf8_next(&text);
		bool hyphen = inside && c == '-' && text.n && text.p[0] != ' ';
		if (hyphen || is_letter(c)) {
			hash = hash_add(hash, c);
			inside = true;
		} else if (inside) {
			add(words, hash);
			hash = hash_start;
			inside = false;
		}
	}
	if (inside)
		add(words, hash);
}

bool
words_have(const struct words *words, struct str head, bool hyphen, struct str tail)
{
	if (!words->room)
		return false;
	uint64_t hash = hash_text(hash_start, head);
	if (hyphen)
		hash = hash_add(hash, '-');
	hash = hash_text(hash, tail);
	return *find_slot(words->slots, words->room, hash) != 0;
}

void
words_free(struct words *words)
{
	free(words->slots);
	*words = (struct words){0};
}

struct str
words_before_hyphen(struct str line)
{
	if (line.n)
		line.n--;
	struct str rest = line;
	while (rest.n) {
		struct str shorter = rest;
		if (!is_letter(utf8_last(&shorter)))
			break;
		rest = shorter;
	}
	return str_from(line, rest.n);
}

struct str
words_first(struct str line)
{
	struct str rest = line;
	while (rest.n) {
		struct str next = rest;
		if (!is_letter(utf8_next(&next)))
			break;
		rest = next;
	}
	return str_upto(line, line.n - rest.n);
}
