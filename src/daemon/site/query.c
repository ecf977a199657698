#include "daemon/site/query.h"

#include "base/fold.h"
#include "base/utf8.h"
#include "daemon/site/stem.h"

#include <string.h>

static void
add_term(struct query *query, struct str text, struct str stem)
{
	if (query->count < QUERY_TERMS_MAX)
		query->terms[query->count++] = (struct query_term){text, stem};
}

static void
add_words(struct query *query, struct str text)
{
	struct str word;
	while (fold_next(&text, &word)) {
		bool has_forms = utf8_count(word) >= QUERY_PREFIX_LETTERS;
		add_term(query, word, has_forms ? stem_of(word) : STR_NONE);
	}
}

/* From its first word to its last; one alone is looked for as it stands. */
static void
add_phrase(struct query *query, struct str text)
{
	struct str word, rest = text, phrase = STR_NONE;
	while (fold_next(&rest, &word)) {
		if (!phrase.n)
			phrase.p = word.p;
		phrase.n = (size_t)(word.p - phrase.p) + word.n;
	}
	if (phrase.n)
		add_term(query, phrase, STR_NONE);
}

static size_t
count_forms(const struct query *query)
{
	size_t count = 0;
	for (size_t i = 0; i < query->count; i++)
		count += query->terms[i].stem.n > 0;
	return count;
}

static size_t
find_shortest(const struct query *query)
{
	size_t shortest = query->count;
	for (size_t i = 0; i < query->count; i++)
		if (query->terms[i].stem.n &&
		    (shortest == query->count ||
		     query->terms[i].stem.n < query->terms[shortest].stem.n))
			shortest = i;
	return shortest;
}

/* The short ones, which are in many pages, tell the least. */
static void
drop_short_forms(struct query *query)
{
	while (count_forms(query) > QUERY_FORMS_MAX) {
		size_t at = find_shortest(query);
		query->count--;
		memmove(query->terms + at, query->terms + at + 1,
		        (query->count - at) * sizeof *query->terms);
	}
}

int
query_read(struct query *query, struct str text)
{
	*query = (struct query){0};
	fold_add(&query->folded, text);
	struct str rest = buf_str(&query->folded);
	while (rest.n) {
		add_words(query, str_cut(&rest, '"'));
		if (str_has(rest, '"'))
			add_phrase(query, str_cut(&rest, '"'));
	}
	drop_short_forms(query);
	return buf_ok(&query->folded) ? 0 : -1;
}

void
query_free(struct query *query)
{
	buf_free(&query->folded);
	*query = (struct query){0};
}

static void
add_quoted(struct buf *out, struct str text)
{
	buf_add_char(out, '"');
	buf_add_str(out, text);
	buf_add_char(out, '"');
}

static void
add_term_expression(const struct query_term *term, bool wants_exact, bool wants_forms,
                    struct buf *out)
{
	bool has_forms = wants_forms && term->stem.n;
	buf_add_char(out, '(');
	if (wants_exact || !has_forms)
		add_quoted(out, term->text);
	if (wants_exact && has_forms)
		buf_add_str(out, STR(" OR "));
	if (has_forms) {
		add_quoted(out, term->stem);
		buf_add_char(out, '*');
	}
	buf_add_char(out, ')');
}

static size_t
find_longest(const struct query *query)
{
	size_t longest = 0;
	for (size_t i = 1; i < query->count; i++)
		if (query->terms[i].stem.n > query->terms[longest].stem.n)
			longest = i;
	return longest;
}

void
query_add_expression(const struct query *query, enum query_wish wish, struct buf *out)
{
	size_t longest = find_longest(query);
	for (size_t i = 0; i < query->count; i++) {
		if (i > 0)
			buf_add_str(out, wish == QUERY_ALL ? STR(" AND ") : STR(" OR "));
		add_term_expression(&query->terms[i], query->count <= QUERY_EXACT_MAX,
		                    wish != QUERY_QUICK || i == longest, out);
	}
}

static bool
has_word(struct str text, struct str word)
{
	struct str part;
	while (fold_next(&text, &part))
		if (str_eq(part, word))
			return true;
	return false;
}

unsigned
query_match(const struct query *query, struct str word)
{
	unsigned found = 0;
	for (size_t i = 0; i < query->count; i++) {
		const struct query_term *term = &query->terms[i];
		if (term->stem.n ? str_starts(word, term->stem) : has_word(term->text, word))
			found |= 1U << i;
	}
	return found;
}
