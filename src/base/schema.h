/* The schema of a finished capsule's search index, an SQLite database that the tool writes and the
 * daemon reads. The words' rowid is the page's id; their texts are not kept, since the index is a
 * function of published files: of "/news/" it holds the words of gemini/news/index.gmi, line by
 * line as gemtext_next gives them, folded. */
#ifndef BASE_SCHEMA_H
#define BASE_SCHEMA_H

#include "base/fold.h"

#define SCHEMA_FILE "search.db"

/* PRAGMA user_version: an index of another version is none. */
#define SCHEMA_VERSION (1000 * FOLD_VERSION + 2)

/* page: what can be found; language is what lang calls itself, item the Gopher item type, weight
 * and sum are of the file on Gemini (sum: of the bytes, where they are in the index).
 * edition: the search pages, one for each language of readers, with what they say, and the line
 * below every page of the capsule, whose words are in no page. */
#define SCHEMA_SQL                                                                                 \
	"CREATE VIRTUAL TABLE words USING fts5(title, body, content='', tokenize='" FOLD_TOKENIZER \
	"');"                                                                                      \
	"CREATE TABLE page(id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, title TEXT, "        \
	"date TEXT, lang TEXT, language TEXT, item TEXT, weight INTEGER, sum INTEGER);"            \
	"CREATE TABLE edition(path TEXT PRIMARY KEY, lang TEXT, title TEXT, prompt TEXT, "         \
	"again TEXT, none TEXT, some TEXT, more TEXT, cut TEXT, blank TEXT, "                      \
	"bytes TEXT, kilo TEXT, mega TEXT, footer TEXT) WITHOUT ROWID;"

#endif
