/* Findings are what a checkup has to tell the editor: file, line, what is wrong and what to do. */
#ifndef PUBLISH_CHECK_FINDINGS_H
#define PUBLISH_CHECK_FINDINGS_H

#include "base/buf.h"
#include "publish/doc/arena.h"

enum finding_grade {
	FINDING_ERROR,  /* a reader who tries it fails */
	FINDING_WARNING /* a reader is served badly */
};

struct finding {
	struct str file; /* "capsule/text/about.txt" */
	size_t line;     /* 0: the whole file */
	enum finding_grade grade;
	struct str text;
};

struct findings {
	struct arena arena; /* owned: the texts */
	struct buf all;     /* owned: struct finding, one behind the other */
};

/* file is copied. */
void findings_add(struct findings *findings, enum finding_grade grade, struct str file, size_t line,
                  const char *format, ...) __attribute__((format(printf, 5, 6)));

size_t findings_count(const struct findings *findings, enum finding_grade grade);
/* Puts them into the order of files and lines, and drops what has been said of a line already. */
void findings_sort(struct findings *findings);
/* Appends "FILE:LINE: error: text", a line each; control characters are shown as \xNN. */
void findings_print(const struct findings *findings, struct buf *out);

void findings_free(struct findings *findings);

#endif
