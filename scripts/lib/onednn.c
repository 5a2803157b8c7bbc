#include "onednn.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"

onednn_product *
onednn_open(void)
{
	static const char *const names[] = {"libdnnl.so.3", "libdnnl.so.2", "libdnnl.so", NULL};
	onednn_product *product = NULL;
	void *library = NULL, *address;

	/* read when the library that it computes by is loaded */
	if (setenv("OMP_NUM_THREADS", "1", 1) < 0)
		die("cannot set a variable:");
	for (int i = 0; names[i] && !library; i++)
		library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
	address = library ? dlsym(library, "dnnl_sgemm") : NULL;
	memcpy(&product, &address, sizeof product);
	return product;
}
