#include "publish/read/phrase.h"

#include "base/utf8.h"
#include "publish/read/line.h"

enum {
	LETTER_BYTES = 3 /* that a phrase begins with, its end at most */
};

/* Of the letter's UTF-8, which is in the order of the letters. */
static unsigned char
first_byte(uint32_t letter)
{
	return (unsigned char)(letter < 0x80      ? letter
	                       : letter < 0x800   ? 0xC0 | letter >> 6
	                       : letter < 0x10000 ? 0xE0 | letter >> 12
	                                          : 0xF0 | letter >> 18);
}

/* The phrase's letter before that one, or behind it: <0, 0, >0. A byte tells most apart. */
static int
compare(const struct phrase *phrase, uint32_t letter, unsigned char byte)
{
	unsigned char own = (unsigned char)phrase->words[0];
	if (own != byte || own < 0x80)
		return own - byte;
	uint32_t own_letter = utf8_next(&(struct str){phrase->words, LETTER_BYTES});
	return (own_letter > letter) - (own_letter < letter);
}

const struct phrase *
phrase_narrow(const struct phrase *list, size_t *count, struct str text)
{
	uint32_t letter = line_first_folded(text);
	unsigned char byte = first_byte(letter);
	size_t low = 0, high = *count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (compare(&list[middle], letter, byte) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	while (high < *count && compare(&list[high], letter, byte) == 0)
		high++;
	*count = high - low;
	return list + low;
}

const struct phrase *
phrase_start(const struct phrase *list, size_t count, struct str text)
{
	const struct phrase *phrase = phrase_narrow(list, &count, text);
	for (; count > 0; phrase++, count--)
		if (line_folded_prefix(str_of(phrase->words), text) != STR_NOWHERE)
			return phrase;
	return NULL;
}

const struct phrase *
phrase_whole(const struct phrase *list, size_t count, struct str text)
{
	const struct phrase *phrase = phrase_narrow(list, &count, text);
	for (; count > 0; phrase++, count--)
		if (line_folded_equal(str_of(phrase->words), text))
			return phrase;
	return NULL;
}
