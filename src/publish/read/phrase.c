#include "publish/read/phrase.h"

#include "base/utf8.h"
#include "publish/read/line.h"

enum {
	LETTER_BYTES = 3 /* that a phrase begins with, its end at most */
};

static uint32_t
first_letter(const struct phrase *phrase)
{
	return utf8_next(&(struct str){phrase->words, LETTER_BYTES});
}

/* How many stand before those that begin with that letter or a later one. */
static size_t
count_before(const struct phrase *list, size_t count, uint32_t letter)
{
	size_t low = 0;
	while (low < count) {
		size_t middle = low + (count - low) / 2;
		if (first_letter(&list[middle]) < letter)
			low = middle + 1;
		else
			count = middle;
	}
	return low;
}

const struct phrase *
phrase_narrow(const struct phrase *list, size_t *count, struct str text)
{
	uint32_t letter = line_first_folded(text);
	const struct phrase *first = list + count_before(list, *count, letter);
	const struct phrase *end = first;
	while (end < list + *count && first_letter(end) == letter)
		end++;
	*count = (size_t)(end - first);
	return first;
}
