#include <glob.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/backend_kind.h"
#include "backend/device_files.h"
#include "base/input.h"
#include "base/util.h"

/* What opens the way to the DSP, by the kernel's age. */
static const char *const nodes[] = {"/dev/fastrpc-cdsp", "/dev/fastrpc-cdsp-secure",
    "/dev/fastrpc-adsp", "/dev/adsprpc-smd", "/dev/adsprpc-smd-secure"};

static const char *const htp[] = {"libQnnHtp.so", NULL};
static const char *const others[][2] = {{"libQnnGpu.so", NULL}, {"libQnnCpu.so", NULL}};

static char *
sdk_folders(void)
{
	const char *dir = getenv("QNN_SDK_ROOT");

	return dir && *dir ? xasprintf("%s/lib/*", dir) : NULL;
}

static bool
dsp_there(const char *root)
{
	for (size_t i = 0; i < sizeof nodes / sizeof *nodes; i++)
		if (device_there("%s%s", root, nodes[i]))
			return true;
	return false;
}

static bool
library_there(const char *root, const char *const *names)
{
	char *folders = sdk_folders(), *path = device_library_find(root, names, folders);

	free(folders);
	free(path);
	return path != NULL;
}

static bool
qnn_present(const char *root)
{
	return library_there(root, htp) || library_there(root, others[0]) ||
	       library_there(root, others[1]);
}

/* The start of QnnInterface_t (QnnInterface.h), which no version of it has changed. */
struct qnn_interface {
	uint32_t backend;
	const char *provider;
	uint32_t core[3], own[3]; /* versions: major, minor, patch */
};

/* Add the providers of the library NAMES, called KIND, to FOUND. */
static void
providers_add(const char *root, const char *const *names, const char *kind, struct backend *found)
{
	char *folders = sdk_folders();
	void *lib = device_library(root, names, folders, found->why, sizeof found->why);
	uint64_t (*get)(const struct qnn_interface ***, uint32_t *);
	const struct qnn_interface **all = NULL;
	uint32_t n = 0;

	free(folders);
	if (!lib)
		return;
	if (!device_symbol(lib, "QnnInterface_getProviders", &get) || get(&all, &n) != 0 || !all ||
	    n == 0) {
		snprintf(found->why, sizeof found->why, "'%s' has no provider", names[0]);
		return;
	}
	if (!found->driver[0])
		snprintf(found->driver, sizeof found->driver, "QNN %u.%u.%u", all[0]->core[0],
		    all[0]->core[1], all[0]->core[2]);
	backend_device_add(found, kind, NAN);
}

/* Without a way to the DSP its library computes nothing: the others do, where they are. */
static bool
qnn_probe(const char *root, struct backend *found)
{
	char soc[64], name[128];
	bool dsp = dsp_there(root);

	if (!device_text(soc, sizeof soc, "%s/sys/devices/soc0/machine", root))
		soc[0] = '\0';
	snprintf(name, sizeof name, "HTP%s%s", soc[0] ? " of " : "", soc);
	if (dsp && library_there(root, htp))
		providers_add(root, htp, name, found);
	if (library_there(root, others[0]))
		providers_add(root, others[0], "GPU", found);
	if (library_there(root, others[1]))
		providers_add(root, others[1], "CPU (reference)", found);
	if (found->ndevices == 0 && !dsp && !found->why[0])
		snprintf(found->why, sizeof found->why,
		    "there is 'libQnnHtp.so', but no way to a DSP ('%s')", nodes[0]);
	return found->ndevices > 0;
}

/* The sensors of the DSP have names of these beginnings; its driver tells nothing else. */
static size_t
qnn_sample(struct backend_meter *meter, struct device_reading *at)
{
	static const char *const beginnings[] = {"nsp", "cdsp", "npu"};
	char *pattern = xasprintf("%s/sys/class/thermal/thermal_zone*", meter->root), type[64];
	double hottest = -INFINITY, v;
	glob_t found;

	device_reading_init(at, "DSP", "the driver of the DSP does not tell it");
	if (input_glob(pattern, &found)) {
		for (size_t i = 0; i < found.gl_pathc; i++) {
			if (!device_text(type, sizeof type, "%s/type", found.gl_pathv[i]))
				continue;
			for (size_t k = 0; k < sizeof beginnings / sizeof *beginnings; k++)
				if (strncmp(type, beginnings[k], strlen(beginnings[k])) == 0 &&
				    !device_number(&v, "%s/temp", found.gl_pathv[i]))
					hottest = fmax(hottest, v / 1e3);
		}
		globfree(&found);
	}
	free(pattern);
	if (isfinite(hottest))
		device_reading_set(at, DEVICE_TEMPERATURE, hottest);
	return 1;
}

const struct backend_kind backend_qnn = {"qnn", qnn_present, qnn_probe, qnn_sample};
