#include <ctype.h>
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "backend/backend_kind.h"
#include "backend/device_files.h"
#include "backend/gpu_files.h"
#include "base/util.h"

#define NODES "%s/sys/class/kfd/kfd/topology/nodes"

enum { ROCM_NODES = 128, ROCM_PROCESSES = 256 };

/* A node of the topology that is a GPU; of a CPU the identity is 0. */
struct rocm_node {
	int number;
	long gpu_id;
	char name[96];
	char device[256], hwmon[256]; /* folders; "": there is none */
	double memory_mb;
	uint64_t location; /* as RSMI numbers devices on the bus */
	long smi;          /* its number there, or -1 */
	struct energy_counter energy;
};

struct rocm_meter {
	struct rocm_node nodes[BACKEND_DEVICES];
	size_t n;
	int (*energy)(uint32_t, uint64_t *, float *, uint64_t *);
};

static bool
rocm_present(const char *root)
{
	return device_there("%s/dev/kfd", root);
}

static double
node_memory(const char *root, int node)
{
	enum { HEAP_PUBLIC = 1, HEAP_PRIVATE = 2 };
	double sum = 0;

	for (int i = 0; i < 16; i++) {
		double type = device_property(
		    "heap_type", NODES "/%d/mem_banks/%d/properties", root, node, i);

		if (isnan(type))
			break;
		if (type == HEAP_PUBLIC || type == HEAP_PRIVATE)
			sum += device_property(
			    "size_in_bytes", NODES "/%d/mem_banks/%d/properties", root, node, i);
	}
	return sum > 0 ? sum / 1e6 : NAN;
}

static bool
node_read(const char *root, int number, struct rocm_node *n)
{
	double id, minor, domain, location;

	*n = (struct rocm_node){.number = number, .smi = -1};
	if (device_number(&id, NODES "/%d/gpu_id", root, number) || id <= 0)
		return false;
	n->gpu_id = (long)id;
	if (!device_text(n->name, sizeof n->name, NODES "/%d/name", root, number) || !n->name[0])
		snprintf(n->name, sizeof n->name, "gfx%.0f",
		    device_property("gfx_target_version", NODES "/%d/properties", root, number));
	n->memory_mb = node_memory(root, number);
	minor = device_property("drm_render_minor", NODES "/%d/properties", root, number);
	domain = device_property("domain", NODES "/%d/properties", root, number);
	location = device_property("location_id", NODES "/%d/properties", root, number);
	if (location >= 0)
		n->location = ((uint64_t)(domain > 0 ? domain : 0) << 32) | (uint64_t)location;
	if (minor > 0)
		snprintf(n->device, sizeof n->device, "%s/sys/class/drm/renderD%.0f/device", root,
		    minor);
	gpu_hwmon(n->hwmon, sizeof n->hwmon, n->device);
	return true;
}

static size_t
nodes_read(const char *root, struct rocm_node *nodes)
{
	size_t n = 0;

	for (int i = 0; i < ROCM_NODES && n < BACKEND_DEVICES; i++)
		n += node_read(root, i, &nodes[n]);
	return n;
}

static bool
rocm_probe(const char *root, struct backend *found)
{
	struct rocm_node nodes[BACKEND_DEVICES];
	size_t n = nodes_read(root, nodes);

	if (n == 0) {
		snprintf(found->why, sizeof found->why, "the KFD's topology has no GPU");
		return false;
	}
	for (size_t i = 0; i < n; i++)
		backend_device_add(found, nodes[i].name, nodes[i].memory_mb);
	if (!device_text(found->driver, sizeof found->driver, "%s/sys/module/amdgpu/version", root))
		found->driver[0] = '\0';
	return true;
}

/* Energy is told by ROCm's SMI library only; it numbers the devices in its own order. */
static void
smi_open(struct rocm_meter *m, const char *root)
{
	static const char *const libraries[] = {"librocm_smi64.so.7", "librocm_smi64.so.6",
	    "librocm_smi64.so.5", "librocm_smi64.so", NULL};
	char why[BACKEND_WHY];
	void *lib = device_library(root, libraries, "/opt/rocm*/lib", why, sizeof why);
	int (*init)(uint64_t), (*count)(uint32_t *), (*pci)(uint32_t, uint64_t *);
	uint32_t n = 0;

	if (!lib || !device_symbol(lib, "rsmi_init", &init) || init(0) != 0 ||
	    !device_symbol(lib, "rsmi_num_monitor_devices", &count) || count(&n) != 0 ||
	    !device_symbol(lib, "rsmi_dev_pci_id_get", &pci) ||
	    !device_symbol(lib, "rsmi_dev_energy_count_get", &m->energy))
		return;
	for (uint32_t k = 0; k < n && k < BACKEND_DEVICES; k++) {
		uint64_t location;

		/* Bits 28 to 31 are the partition, which KFD has elsewhere. */
		if (pci(k, &location) != 0)
			continue;
		location &= ~(UINT64_C(0xf) << 28);
		for (size_t i = 0; i < m->n; i++)
			if (m->nodes[i].smi < 0 && m->nodes[i].location == location) {
				m->nodes[i].smi = (long)k;
				break;
			}
	}
}

/* The counter times its resolution is in microjoule (RSMI manual, "Power Queries"). */
static void
node_energy(struct rocm_meter *m, struct rocm_node *n, struct device_reading *r)
{
	uint64_t counter, time;
	float resolution;

	if (!m->energy || n->smi < 0)
		device_reading_miss(r, DEVICE_ENERGY, "only ROCm's SMI library tells it");
	else if (m->energy((uint32_t)n->smi, &counter, &resolution, &time) != 0)
		device_reading_miss(r, DEVICE_ENERGY, "ROCm's SMI library failed to tell it");
	else
		device_reading_set(r, DEVICE_ENERGY,
		    energy_counter_add(&n->energy, (double)counter, 0) * (double)resolution / 1e6);
}

/* The kernel has a folder for each process, with a file of the memory on each GPU. */
static void
node_processes(const char *root, const struct rocm_node *n, struct device_reading *r)
{
	char *folder = xasprintf("%s/sys/class/kfd/kfd/proc", root);
	long pids[ROCM_PROCESSES];
	size_t count = 0;
	DIR *d = opendir(folder);
	struct dirent *e;
	double used;

	r->why_foreign = d ? NULL : "the kernel does not tell it";
	while (d && count < ROCM_PROCESSES && (e = readdir(d)))
		if (isdigit((unsigned char)e->d_name[0]) &&
		    !device_number(&used, "%s/%.20s/vram_%ld", folder, e->d_name, n->gpu_id) &&
		    used > 0)
			pids[count++] = strtol(e->d_name, NULL, 10);
	if (d)
		closedir(d);
	free(folder);
	if (r->why_foreign)
		return;
	r->foreign = device_foreign(root, (long)getppid(), pids, count);
	if (r->foreign < 0)
		r->why_foreign = "its processes are of another namespace of process ids";
}

static void
node_sample(struct rocm_meter *m, const char *root, struct rocm_node *n, struct device_reading *r)
{
	device_reading_init(r, n->name, "the amdgpu driver does not tell it");
	gpu_file_read(r, DEVICE_MEMORY, n->device, "mem_info_vram_used", 1e-6);
	gpu_file_read(r, DEVICE_UTILISATION, n->device, "gpu_busy_percent", 1e-2);
	gpu_file_read(r, DEVICE_TEMPERATURE, n->hwmon, "temp1_input", 1e-3);
	gpu_file_read(r, DEVICE_CLOCK, n->hwmon, "freq1_input", 1e-6);
	gpu_file_read(r, DEVICE_POWER, n->hwmon, "power1_average", 1e-6);
	if (r->why[DEVICE_POWER])
		gpu_file_read(r, DEVICE_POWER, n->hwmon, "power1_input", 1e-6);
	node_energy(m, n, r);
	node_processes(root, n, r);
}

static size_t
rocm_sample(struct backend_meter *meter, struct device_reading *at)
{
	struct rocm_meter *m = meter->state;

	if (!m) {
		m = meter->state = xcalloc(1, sizeof *m);
		m->n = nodes_read(meter->root, m->nodes);
		smi_open(m, meter->root);
	}
	for (size_t i = 0; i < m->n; i++)
		node_sample(m, meter->root, &m->nodes[i], &at[i]);
	return m->n;
}

const struct backend_kind backend_rocm = {"rocm", rocm_present, rocm_probe, rocm_sample};
