/* kapsula: turns plain text into a finished capsule. */
#include "base/log.h"
#include "publish/command.h"

#include <stdio.h>
#include <string.h>

struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *usage, *purpose;
};

static const struct command commands[] = {
    {"build", command_build, "build [--dry-run | --watch] [--drop-shared-lines] [SOURCE [OUT]]",
     "make the finished capsule of a folder"},
    {"cert", command_cert, "cert [--show | --renew] [--dir DIR] HOST...",
     "make a key and a certificate for each host"},
    {"check", command_check, "check [--weights] [SOURCE]",
     "look for what readers would stumble over"},
    {"convert", command_convert,
     "convert [--to gemtext|gophermap|text] [--charset NAME] [--explain] [--strict] [FILE]",
     "show what a plain text becomes"},
    {"get", command_get, "get [--head] [--timeout SECONDS] URL", "read a page from a server"},
    {"new", command_new, "new TITLE [SOURCE]", "begin an item of news, dated today"},
    {"undo", command_undo, "undo [SOURCE [OUT]]", "publish the build before this one again"},
};
enum {
	COMMANDS = sizeof commands / sizeof *commands
};

static int
show_help(void)
{
	printf("kapsula turns plain text into a capsule for Gemini and Gopher.\n\n");
	for (size_t i = 0; i < COMMANDS; i++)
		printf("  kapsula %s\n      %s\n", commands[i].usage, commands[i].purpose);
	printf("  kapsula --help, kapsula --version\n");
	return fflush(stdout) == 0 ? 0 : 1;
}

static int
show_version(void)
{
	printf("kapsula " KAPSULA_VERSION "\n");
	return fflush(stdout) == 0 ? 0 : 1;
}

int
main(int argc, char **argv)
{
	log_open("kapsula");
	if (argc < 2)
		die_usage("no command given; see kapsula --help");
	if (!strcmp(argv[1], "--help"))
		return show_help();
	if (!strcmp(argv[1], "--version"))
		return show_version();
	for (size_t i = 0; i < COMMANDS; i++)
		if (!strcmp(argv[1], commands[i].name))
			return commands[i].run(argc - 1, argv + 1);
	die_usage("no command \"%s\"; see kapsula --help", argv[1]);
}
