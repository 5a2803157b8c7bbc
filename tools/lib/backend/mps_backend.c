#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "backend/backend_kind.h"
#include "backend/device_files.h"

/* Metal is macOS'; in a test, what stands in for it is a library of this name. */
static const char *const metal[] = {"Metal", NULL};
static const char *const objc[] = {"libobjc.A.dylib", NULL};

static bool
mps_present(const char *root)
{
	char *path;

#ifdef __APPLE__
	if (!*root)
		return true;
#endif
	path = *root ? device_library_find(root, metal, NULL) : NULL;
	free(path);
	return path != NULL;
}

#ifdef __APPLE__
#include <dlfcn.h>

/* The system's own libraries are in a cache, and no files. */
static void *
system_library(const char *root, const char *const *names, const char *path, char *why, size_t size)
{
	void *lib;

	if (*root)
		return device_library(root, names, NULL, why, size);
	lib = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	if (!lib)
		snprintf(why, size, "'%s' cannot be opened", path);
	return lib;
}
#else
static void *
system_library(const char *root, const char *const *names, const char *path, char *why, size_t size)
{
	(void)path;
	return device_library(root, names, NULL, why, size);
}
#endif

/* Messages of the Objective-C runtime, by what they return. */
struct objc_runtime {
	void *(*selector)(const char *);
	void *(*send)(void *, void *);
	uint64_t (*send_number)(void *, void *);
	void *(*send_index)(void *, void *, unsigned long);
};

static void *
ask(const struct objc_runtime *o, void *object, const char *message)
{
	return object ? o->send(object, o->selector(message)) : NULL;
}

/* An array of all devices: "MTLCopyAllDevices" of the Metal framework. */
static bool
mps_probe(const char *root, struct backend *found)
{
	char *why = found->why;
	size_t size = sizeof found->why;
	void *lib = system_library(
	    root, metal, "/System/Library/Frameworks/Metal.framework/Metal", why, size);
	void *runtime =
	    lib ? system_library(root, objc, "/usr/lib/libobjc.A.dylib", why, size) : NULL;
	struct objc_runtime o;
	void *(*all)(void), *devices;
	uint64_t n;

	if (!runtime)
		return false;
	if (!device_symbol(lib, "MTLCopyAllDevices", &all) ||
	    !device_symbol(runtime, "sel_registerName", &o.selector) ||
	    !device_symbol(runtime, "objc_msgSend", &o.send)) {
		snprintf(why, size, "Metal has no list of devices");
		return false;
	}
	/* One function for all types: each is called as what it returns. */
	device_symbol(runtime, "objc_msgSend", &o.send_number);
	device_symbol(runtime, "objc_msgSend", &o.send_index);
	devices = all();
	n = devices ? o.send_number(devices, o.selector("count")) : 0;
	for (uint64_t i = 0; i < n; i++) {
		void *device =
		    o.send_index(devices, o.selector("objectAtIndex:"), (unsigned long)i);
		const char *name = ask(&o, ask(&o, device, "name"), "UTF8String");
		double bytes =
		    (double)o.send_number(device, o.selector("recommendedMaxWorkingSetSize"));

		if (name)
			backend_device_add(found, name, bytes > 0 ? bytes / 1e6 : NAN);
	}
	if (found->ndevices == 0)
		snprintf(why, size, "Metal has no device");
	return found->ndevices > 0;
}

static size_t
mps_sample(struct backend_meter *meter, struct device_reading *at)
{
	(void)meter;
	device_reading_init(at, "GPU", "Metal tells it only to the process that computes");
	return 1;
}

const struct backend_kind backend_mps = {"mps", mps_present, mps_probe, mps_sample};
