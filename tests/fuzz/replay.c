/* Runs one fuzz target over files and folders of inputs, and over the empty one, without a
 * fuzzer. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* The input alone, at the end of its own memory, so that a sanitizer sees one byte too many. */
static int
run_file(const char *path)
{
	struct stat st;
	FILE *file = fopen(path, "rb");
	if (!file || fstat(fileno(file), &st) < 0) {
		perror(path);
		exit(1);
	}
	size_t size = (size_t)st.st_size;
	uint8_t *bytes = malloc(size ? size : 1);
	if (!bytes || fread(bytes, 1, size, file) != size) {
		perror(path);
		exit(1);
	}
	fclose(file);
	LLVMFuzzerTestOneInput(bytes, size);
	free(bytes);
	return 1;
}

static int
run_folder(const char *path)
{
	int count = 0;
	struct dirent **names;
	int found = scandir(path, &names, NULL, alphasort);
	for (int i = 0; i < found; i++) {
		char name[4096];
		snprintf(name, sizeof name, "%s/%s", path, names[i]->d_name);
		if (names[i]->d_name[0] != '.')
			count += run_file(name);
		free(names[i]);
	}
	if (found >= 0)
		free(names);
	return count;
}

/* How many inputs the path holds. */
static int
run_path(const char *path)
{
	struct stat st;
	if (stat(path, &st) < 0) {
		perror(path);
		return 0;
	}
	return S_ISDIR(st.st_mode) ? run_folder(path) : run_file(path);
}

int
main(int argc, char **argv)
{
	const char *slash = strrchr(argv[0], '/');
	const char *target = slash ? slash + 1 : argv[0];
	int total = 0;
	LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
	for (int i = 1; i < argc; i++) {
		int count = run_path(argv[i]);
		if (count == 0) {
			fprintf(stderr, "%s: no input in %s\n", target, argv[i]);
			return 1;
		}
		total += count;
	}
	printf("%s: %d inputs replayed\n", target, total + 1);
	return argc > 1 ? 0 : 1;
}
