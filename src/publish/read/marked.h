/* Marked text: its front matter says "Marks: only", so that nothing in it is guessed. */
#ifndef PUBLISH_READ_MARKED_H
#define PUBLISH_READ_MARKED_H

#include "publish/read/page.h"

/* All of the page into the document, by its marks:
 *
 *	Title           a heading of level 1; of level 2 with "-", of level 3 with "~" below it,
 *	=====           as wide as the title and three columns at least
 *
 *	A line and      one paragraph: its lines are joined
 *	the next one
 *
 *	 A line         two lines: a line that begins with one blank does not go on with the one
 *	 Another        before it
 *
 *	* item          two items; what is set in by two blanks more stands a level below, and
 *	  * below it    other lines go on with the item before them
 *
 *	> quote         one paragraph of it; ">" alone stands between two
 *
 *	``` label       preformatted up to the line of as many marks
 *	```
 *
 * The first line of a block tells which it is; blank lines part blocks. */
void marked_read(struct page *page);

#endif
