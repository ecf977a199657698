/* A tree is the source folder text/ as it lies on the disk: its folders and files, without what
 * systems and editors leave lying about. Symbolic links are followed to files below it only. */
#ifndef PUBLISH_CAPSULE_TREE_H
#define PUBLISH_CAPSULE_TREE_H

#include "base/str.h"
#include "publish/doc/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

struct tree_entry {
	struct str path; /* below the tree: "/news/" for a folder, "/news/a.txt" for a file */
	bool is_folder;
	struct stat status; /* of a file when it was found */
	struct tree_entry *next;
};

/* What was passed over, and what the editor should do about it. */
struct tree_note {
	struct str path;
	const char *text;
	struct tree_note *next;
};

struct tree {
	struct arena arena; /* owned: the entries and their paths */
	int fd;             /* owned: the folder */
	struct str name;    /* in the arena: "capsule/text", for reports */
	struct tree_entry *first, *last;
	size_t count;
	struct tree_note *first_note, *last_note;
};

/* 0, or -1 when there is no such folder to read, which has been reported. */
int tree_open(struct tree *tree, struct str name);

/* Finds all entries, a folder's own sorted by name, and notes what is left out; -1 after a report
 * when one cannot be read or has a name that no page can have. out is the folder published to,
 * which must not lie inside; NULL: none. */
int tree_walk(struct tree *tree, const struct stat *out);

/* Whether a name is not one of those that editors and systems leave behind: hidden files, backups,
 * locks, thumbnails. */
bool tree_wants(struct str name);

/* A descriptor of a regular file below the tree, and what fstat says of it; -1 and errno. */
int tree_open_file(const struct tree *tree, struct str path, struct stat *status);

/* Whether a file changed between the two looks at it. */
bool tree_changed(const struct stat *before, const struct stat *after);

void tree_close(struct tree *tree);

#endif
