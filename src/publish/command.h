/* The commands of kapsula: one function a command, in a file of its name. */
#ifndef PUBLISH_COMMAND_H
#define PUBLISH_COMMAND_H

/* argv[0] is the command's name. The value is the exit status: 0, or 1 for a failure that has
 * been told; a wrong command line ends in die_usage() (2). */
int command_build(int argc, char **argv);
int command_cert(int argc, char **argv);
int command_check(int argc, char **argv); /* 1: there are errors, warnings do not count */
int command_convert(int argc, char **argv);
int command_get(int argc, char **argv); /* more statuses: see get.c */
int command_new(int argc, char **argv);
int command_undo(int argc, char **argv);

#endif
