/* The text of a configuration before libconfuse reads it. */
#ifndef DAEMON_CONFIG_TEXT_H
#define DAEMON_CONFIG_TEXT_H

#include <stddef.h>

/* Makes blanks of the comments: "#" and "//" to the line's end, and C's. Libconfuse 3.3 would read
 * them too, but counts their lines twice or thrice, so that its complaints name wrong ones. */
void config_text_blank_comments(char *text, size_t n);

#endif
