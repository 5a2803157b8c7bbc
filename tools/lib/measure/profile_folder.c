#include "measure/profile_folder.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/input.h"
#include "base/output.h"
#include "base/util.h"
#include "json/json_writer.h"

char *
profiles_begin(const char *folder)
{
	char *path, *pattern;
	glob_t found = {0};

	if (mkdir(folder, 0777) != 0 && errno != EEXIST)
		die("'%s' cannot be made:", folder);
	path = realpath(folder, NULL);
	if (!path)
		die("%s:", folder);
	pattern = xasprintf("%s/*", path);
	if (input_glob(pattern, &found))
		die("'--profile %s' must be an empty folder, or one that is not there", folder);
	globfree(&found);
	free(pattern);
	return path;
}

char *
profile_folder(const char *profiles, size_t i)
{
	char *path;

	if (!profiles)
		return NULL;
	path = xasprintf("%s/%zu", profiles, i);
	if (mkdir(path, 0777) != 0 && errno != EEXIST)
		die("'%s' cannot be made:", path);
	return path;
}

void
profiles_end(const char *profiles, const struct subject *subjects, size_t n)
{
	char *path = xasprintf("%s/" PROFILES_INDEX, profiles);
	struct output *out = output_open(path);
	struct json_writer *w = json_writer_new(output_file(out));

	json_array_begin(w, NULL);
	for (size_t i = 0; i < n; i++) {
		const struct subject *u = &subjects[i];
		char number[32];

		if (u->ncounts == 0)
			continue;
		snprintf(number, sizeof number, "%zu", i);
		json_break(w);
		json_object_begin(w, NULL);
		json_string(w, "id", u->plan->id);
		json_string(w, "variant", u->variant);
		json_string(w, "folder", number);
		json_number(w, "instructions", u->counts[0]);
		json_object_end(w);
	}
	json_break(w);
	json_array_end(w);
	json_break(w);
	json_writer_free(w);
	output_commit(out);
	free(path);
}
