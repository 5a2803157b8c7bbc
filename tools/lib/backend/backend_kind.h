/* backend_kind.h: what each kind of backend is to the rest: how it is found, and how its devices
 * are read while something computes on them. */
#ifndef BACKEND_KIND_H
#define BACKEND_KIND_H

#include <stdbool.h>
#include <stddef.h>

#include "backend/device_reading.h"

enum { BACKEND_DEVICES = 32, BACKEND_WHY = 160 };

struct backend_device {
	char name[96];
	double memory_mb; /* NAN: not told */
};

/* Plain data: it comes from another process. */
struct backend {
	const char *name; /* one of the words; not owned */
	bool there;       /* it can be computed on */
	char why[BACKEND_WHY];
	char driver[64]; /* version; "": not told */
	struct backend_device devices[BACKEND_DEVICES];
	size_t ndevices; /* may be 0 though the backend is there */
};

/* What SAMPLE keeps from one call to the next: it fills STATE at the first. */
struct backend_meter {
	const char *root;
	void *state;
	bool failed; /* what STATE would be cannot be had: it is tried once */
};

struct backend_kind {
	const char *name;
	/* Whether something of it is on this machine; opens no library, and takes no time. */
	bool (*present)(const char *root);
	/* Fill DRIVER and DEVICES of FOUND and return true; or false, with WHY. May load a
	 * driver: it is called in a process of its own. NULL: present() says it all. */
	bool (*probe)(const char *root, struct backend *found);
	/* Read each of its devices once into AT, which has room for BACKEND_DEVICES; returns
	 * how many. May load a driver too. NULL: its devices tell nothing to others. */
	size_t (*sample)(struct backend_meter *meter, struct device_reading *at);
};

/* Add a device of NAME, without what is no printable ASCII; MEMORY_MB may be NAN. What there is
 * no room for is left out. */
void backend_device_add(struct backend *b, const char *name, double memory_mb);

extern const struct backend_kind backend_cpu, backend_cuda, backend_rocm, backend_mps,
    backend_openvino, backend_qnn, backend_vulkan;

#endif
