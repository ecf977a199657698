/* The folder builds/ holds the builds of a capsule by number, and takes away what is no longer
 * wanted: abandoned stages and the oldest builds. */
#ifndef PUBLISH_CAPSULE_BUILDS_H
#define PUBLISH_CAPSULE_BUILDS_H

struct builds {
	unsigned long count;
	unsigned long lowest;  /* 0 when there is none, or only the one set apart */
	unsigned long highest; /* 0 when there is none */
};

/* Counts the builds in the folder; *lowest passes over the one that is apart. 0, or -1 and errno.
 */
int builds_count(int folder, unsigned long apart, struct builds *builds);

/* The highest number below the given one; 0 when there is none. 0, or -1 and errno. */
int builds_before(int folder, unsigned long number, unsigned long *before);

/* Removes name below folder with all that is in it, following no link; 0 when it is gone, else -1
 * and errno. */
int builds_remove(int folder, const char *name);

/* Removes the stages (".N.tmp") that a killed build left behind; 0, or -1 and errno. */
int builds_drop_stages(int folder);

/* Removes the oldest until `keep` are left, never current; 0, or -1 and errno. */
int builds_drop_old(int folder, unsigned long current, unsigned long keep);

#endif
