#include <glob.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/backend_kind.h"
#include "backend/cpu_meter.h"
#include "backend/device_files.h"
#include "backend/gpu_files.h"
#include "base/clock.h"
#include "base/input.h"
#include "base/util.h"

static const char *const libraries[] = {"libopenvino_c.so", NULL};

/* Folders of the toolkit that its set-up script announces. */
static char *
toolkit_folders(void)
{
	const char *dir = getenv("INTEL_OPENVINO_DIR");

	return dir && *dir ? xasprintf("%s/runtime/lib/*", dir) : NULL;
}

static bool
openvino_present(const char *root)
{
	char *folders = toolkit_folders();
	char *path = device_library_find(root, libraries, folders);

	free(folders);
	free(path);
	return path != NULL;
}

/* As the C API declares them (ov_core.h): a core, the list of devices, a version. */
struct openvino_devices {
	char **names;
	size_t n;
};

struct openvino_version {
	const char *build, *description;
};

struct openvino {
	int (*create)(void **);
	int (*devices)(const void *, struct openvino_devices *);
	int (*property)(const void *, const char *, const char *, char **);
	void (*devices_free)(struct openvino_devices *);
	void (*text_free)(const char *);
	int (*version)(struct openvino_version *);
};

static void
openvino_devices_read(const struct openvino *o, void *core, struct backend *found)
{
	struct openvino_devices all = {NULL, 0};

	if (o->devices(core, &all))
		return;
	for (size_t i = 0; i < all.n; i++) {
		char *full = NULL, *text;

		if (o->property && o->property(core, all.names[i], "FULL_DEVICE_NAME", &full))
			full = NULL;
		text = full ? xasprintf("%s: %s", all.names[i], full) : xstrdup(all.names[i]);
		backend_device_add(found, text, NAN);
		free(text);
		if (full && o->text_free)
			o->text_free(full);
	}
	if (o->devices_free)
		o->devices_free(&all);
}

static bool
openvino_probe(const char *root, struct backend *found)
{
	char *folders = toolkit_folders();
	void *lib = device_library(root, libraries, folders, found->why, sizeof found->why);
	struct openvino_version version = {NULL, NULL};
	struct openvino o;
	void *core = NULL;

	free(folders);
	if (!lib)
		return false;
	if (!device_symbol(lib, "ov_core_create", &o.create) ||
	    !device_symbol(lib, "ov_core_get_available_devices", &o.devices)) {
		snprintf(
		    found->why, sizeof found->why, "'%s' has not OpenVINO's C API", libraries[0]);
		return false;
	}
	device_symbol(lib, "ov_core_get_property", &o.property);
	device_symbol(lib, "ov_available_devices_free", &o.devices_free);
	device_symbol(lib, "ov_free", &o.text_free);
	if (o.create(&core) || !core) {
		snprintf(found->why, sizeof found->why, "OpenVINO's core does not begin");
		return false;
	}
	openvino_devices_read(&o, core, found);
	if (device_symbol(lib, "ov_get_openvino_version", &o.version) && !o.version(&version) &&
	    version.build)
		snprintf(found->driver, sizeof found->driver, "%s", version.build);
	if (found->ndevices == 0)
		snprintf(found->why, sizeof found->why, "OpenVINO has no device");
	return found->ndevices > 0;
}

enum { OPENVINO_GPUS = 8, INTEL = 0x8086 };

struct openvino_gpu {
	char device[256], hwmon[256];
	struct energy_counter energy;
};

struct openvino_meter {
	struct backend_meter cpu;
	struct openvino_gpu gpus[OPENVINO_GPUS];
	size_t ngpus;
	char npu[256];                /* folder; "": there is none */
	double npu_busy, npu_seconds; /* at the last reading, NAN: there was none */
};

static void
openvino_gpus_find(struct openvino_meter *m, const char *root)
{
	char *cards = xasprintf("%s/sys/class/drm/card?", root), vendor[32];
	glob_t found;

	if (input_glob(cards, &found)) {
		for (size_t i = 0; i < found.gl_pathc && m->ngpus < OPENVINO_GPUS; i++) {
			struct openvino_gpu *g = &m->gpus[m->ngpus];
			char *device = xasprintf("%s/device", found.gl_pathv[i]);

			if (device_text(vendor, sizeof vendor, "%s/vendor", device) &&
			    strtol(vendor, NULL, 16) == INTEL) {
				snprintf(g->device, sizeof g->device, "%s", found.gl_pathv[i]);
				gpu_hwmon(g->hwmon, sizeof g->hwmon, device);
				m->ngpus++;
			}
			free(device);
		}
		globfree(&found);
	}
	free(cards);
}

static void
openvino_npu_find(struct openvino_meter *m, const char *root)
{
	char *pattern = xasprintf("%s/sys/class/accel/accel*/device", root);
	glob_t found;

	if (input_glob(pattern, &found)) {
		snprintf(m->npu, sizeof m->npu, "%s", found.gl_pathv[0]);
		globfree(&found);
	}
	free(pattern);
}

/* i915's files of a card: the frequency that is, and hwmon's counter of energy in microjoule
 * (Documentation/ABI/testing/sysfs-driver-intel-i915-hwmon). */
static void
openvino_gpu_read(struct openvino_gpu *g, struct device_reading *r)
{
	device_reading_init(r, "GPU", "the driver of this GPU does not tell it");
	gpu_file_read(r, DEVICE_CLOCK, g->device, "gt_act_freq_mhz", 1);
	gpu_file_read(r, DEVICE_TEMPERATURE, g->hwmon, "temp1_input", 1e-3);
	gpu_file_read(r, DEVICE_ENERGY, g->hwmon, "energy1_input", 1);
	if (!r->why[DEVICE_ENERGY])
		device_reading_set(r, DEVICE_ENERGY,
		    energy_counter_add(&g->energy, r->at[DEVICE_ENERGY], 0) / 1e6);
}

/* The files of ivpu, the driver of Intel's NPU: its busy time since it was loaded, in us. */
static void
openvino_npu_read(struct openvino_meter *m, struct device_reading *r)
{
	double now = clock_seconds(), busy;
	const char *why = device_number(&busy, "%s/npu_busy_time_us", m->npu);

	device_reading_init(r, "NPU", "the driver of this NPU does not tell it");
	gpu_file_read(r, DEVICE_MEMORY, m->npu, "npu_memory_utilization", 1e-6);
	gpu_file_read(r, DEVICE_CLOCK, m->npu, "npu_current_frequency_mhz", 1);
	if (why) {
		device_reading_miss(r, DEVICE_UTILISATION, why);
		return;
	}
	if (isnan(m->npu_busy) || now <= m->npu_seconds)
		device_reading_miss(r, DEVICE_UTILISATION, "it takes two readings");
	else
		device_reading_set(r, DEVICE_UTILISATION,
		    fmin(1, fmax(0, (busy - m->npu_busy) / 1e6 / (now - m->npu_seconds))));
	m->npu_busy = busy;
	m->npu_seconds = now;
}

static size_t
openvino_sample(struct backend_meter *meter, struct device_reading *at)
{
	struct openvino_meter *m = meter->state;
	size_t n;

	if (!m) {
		m = meter->state = xcalloc(1, sizeof *m);
		m->cpu.root = meter->root;
		m->npu_busy = NAN;
		openvino_gpus_find(m, meter->root);
		openvino_npu_find(m, meter->root);
	}
	n = cpu_meter_sample(&m->cpu, at);
	for (size_t i = 0; i < m->ngpus; i++)
		openvino_gpu_read(&m->gpus[i], &at[n++]);
	if (m->npu[0])
		openvino_npu_read(m, &at[n++]);
	return n;
}

const struct backend_kind backend_openvino = {
    "openvino", openvino_present, openvino_probe, openvino_sample};
