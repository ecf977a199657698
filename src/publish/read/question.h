/* Questions: each is the heading of its answer (R4.12). */
#ifndef PUBLISH_READ_QUESTION_H
#define PUBLISH_READ_QUESTION_H

#include "publish/read/page.h"

bool question_is(const struct line *line);
/* Lines of the question that is the heading of its answer; 0: there is none. */
size_t question_match(const struct page *page, size_t at, size_t end);

#endif
