#include "why/why_profiles.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/folder.h"
#include "base/temporary.h"
#include "base/util.h"
#include "why/subprogram.h"

enum { WORDS_MAX = 40, VARIANTS_MAX = 4 };

void
why_profiles_make(struct why_profiles *p, const char *scenario, const char *only,
    const char *const *names, const char *const *roots, size_t n, bool build)
{
	const char *argv[WORDS_MAX] = {
	    "bench-run", "-q", "-r", "1", "-w", "0", "--no-control", "--no-device-metrics"};
	char *profile, *index, *variants[VARIANTS_MAX] = {NULL};
	size_t words = 8;
	int status = 0;
	FILE *out;

	p->folder = temporary_folder();
	profile = xasprintf("--profile=%s/callgrind", p->folder);
	argv[words++] = profile;
	for (size_t i = 0; i < n && i < VARIANTS_MAX; i++) {
		variants[i] = xasprintf("--variant=%s=%s", names[i], roots[i]);
		argv[words++] = variants[i];
	}
	if (!build)
		argv[words++] = "--no-build";
	if (only) {
		argv[words++] = "--only";
		argv[words++] = only;
	}
	argv[words++] = scenario;
	out = subprogram_run(argv, NULL, true, &status);
	if (!out)
		die("cannot run 'bench-run':");
	fclose(out);
	if (status)
		die("'bench-run' ended with status %d", status);
	index = xasprintf("%s/callgrind/profiles.json", p->folder);
	p->index = access(index, R_OK) == 0 ? json_document_load(index) : NULL;
	for (size_t i = 0; i < VARIANTS_MAX; i++)
		free(variants[i]);
	free(profile);
	free(index);
}

void
why_profiles_free(struct why_profiles *p)
{
	folder_empty(p->folder);
	rmdir(p->folder);
	free(p->folder);
	json_document_free(p->index);
}

/* Find the profile of case ID in VARIANT; *AT borrows from *ROOT. */
static bool
profile_find(const struct why_profiles *p, const char *id, const char *variant,
    struct json_at *root, struct json_at *at)
{
	if (!p->index)
		return false;
	*root = json_root(p->index);
	for (size_t i = 0; i < json_length(root); i++) {
		*at = json_element(root, i);
		if (strcmp(json_string_of(at, "id"), id) == 0 &&
		    strcmp(json_string_or(at, "variant", ""), variant) == 0)
			return true;
	}
	return false;
}

double
why_profile_count(const struct why_profiles *p, const char *id, const char *variant)
{
	struct json_at root, at;

	return profile_find(p, id, variant, &root, &at) ? json_number_of(&at, "instructions")
							: (double)NAN;
}

char *
why_profile_folder(const struct why_profiles *p, const char *id, const char *variant)
{
	struct json_at root, at;

	if (!profile_find(p, id, variant, &root, &at))
		return NULL;
	return xasprintf("%s/callgrind/%s", p->folder, json_string_of(&at, "folder"));
}
