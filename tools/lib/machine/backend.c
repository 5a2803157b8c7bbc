#include "machine/backend.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/input.h"
#include "base/util.h"

static bool
has_cpu(void)
{
	return true;
}

static bool
has_cuda(void)
{
	return access("/dev/nvidiactl", F_OK) == 0 && access("/dev/nvidia0", F_OK) == 0;
}

static bool
has_rocm(void)
{
	return access("/dev/kfd", F_OK) == 0;
}

static bool
has_mps(void)
{
#ifdef __APPLE__
	return true;
#else
	return false;
#endif
}

/* The last two are toolkits: their own set-up scripts announce them so. */
static bool
has_openvino(void)
{
	return getenv("INTEL_OPENVINO_DIR") != NULL;
}

static bool
has_qnn(void)
{
	return getenv("QNN_SDK_ROOT") != NULL;
}

static const struct {
	const char *name;
	bool (*present)(void);
	const char *files, *key; /* where the names of the devices stand; NULL: nowhere */
} words[] = {
    {"cpu", has_cpu, NULL, NULL},
    {"cuda", has_cuda, "/proc/driver/nvidia/gpus/*/information", "Model:"},
    {"rocm", has_rocm, "/sys/class/kfd/kfd/topology/nodes/*/name", ""},
    {"mps", has_mps, NULL, NULL},
    {"openvino", has_openvino, NULL, NULL},
    {"qnn", has_qnn, NULL, NULL},
};

enum { NWORDS = sizeof words / sizeof *words };

static void
device_add(struct backend *b, const char *name)
{
	b->devices = xreallocarray(b->devices, b->ndevices + 1, sizeof *b->devices);
	b->devices[b->ndevices++] = xstrdup(name);
}

/* The rest of the first line of FILE that starts with KEY is a device's name. */
static void
device_read(struct backend *b, const char *file, const char *key)
{
	char line[256];
	FILE *f = input_probe(file);

	while (f && fgets(line, sizeof line, f)) {
		char *s = line + strlen(key);

		if (strncmp(line, key, strlen(key)) != 0)
			continue;
		s += strspn(s, " \t");
		s[strcspn(s, "\n")] = '\0';
		if (*s)
			device_add(b, s);
		break;
	}
	if (f)
		fclose(f);
}

struct backend_list *
backend_probe(const char *cpu_model)
{
	struct backend_list *list = xcalloc(1, sizeof *list);

	list->at = xcalloc(NWORDS, sizeof *list->at);
	for (size_t i = 0; i < NWORDS; i++) {
		struct backend *b = &list->at[list->n];
		glob_t found;

		if (!words[i].present())
			continue;
		b->name = words[i].name;
		list->n++;
		if (i == 0 && cpu_model)
			device_add(b, cpu_model);
		if (words[i].files && input_glob(words[i].files, &found)) {
			for (size_t k = 0; k < found.gl_pathc; k++)
				device_read(b, found.gl_pathv[k], words[i].key);
			globfree(&found);
		}
	}
	return list;
}

void
backend_list_free(struct backend_list *list)
{
	if (!list)
		return;
	for (size_t i = 0; i < list->n; i++) {
		for (size_t k = 0; k < list->at[i].ndevices; k++)
			free(list->at[i].devices[k]);
		free(list->at[i].devices);
	}
	free(list->at);
	free(list);
}

void
backend_list_write(const struct backend_list *list, struct json_writer *w, const char *key)
{
	json_object_begin(w, key);
	for (size_t i = 0; i < list->n; i++) {
		json_array_begin(w, list->at[i].name);
		for (size_t k = 0; k < list->at[i].ndevices; k++)
			json_string(w, NULL, list->at[i].devices[k]);
		json_array_end(w);
	}
	json_object_end(w);
}

static size_t
word_index(const char *word)
{
	size_t i = 0;

	while (i < NWORDS && strcmp(words[i].name, word) != 0)
		i++;
	return i;
}

bool
backend_known(const char *word)
{
	return word_index(word) < NWORDS;
}

bool
backend_available(const char *word)
{
	size_t i = word_index(word);

	return i < NWORDS && words[i].present();
}
