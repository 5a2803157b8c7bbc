#include "llama_library.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "workload.h"

#define LIBRARY_FILE "libllama." LLAMA_RELEASE ".so"

enum { LOG_ERROR = 4 }; /* GGML_LOG_LEVEL_ERROR */

struct llama_symbol {
	const char *name;
	size_t place;
};

static const struct llama_symbol symbols[] = {
#define LLAMA_SYMBOL(result, name, parameters) {#name, offsetof(struct llama_api, name)},
    LLAMA_FUNCTIONS(LLAMA_SYMBOL)
#undef LLAMA_SYMBOL
};

/* Of what the library says: its errors, and which of its files for CPUs it took. */
static void
library_said(int level, const char *text, void *user)
{
	static const char mark[] = "libggml-cpu-";
	struct llama_library *l = user;
	const char *name = strstr(text, mark);

	if (level == LOG_ERROR)
		snprintf(l->trouble, sizeof l->trouble, "%.*s", (int)strcspn(text, "\n"), text);
	if (name && strstr(text, "loaded CPU backend")) {
		name += strlen(mark);
		snprintf(l->variant, sizeof l->variant, "%.*s", (int)strcspn(name, ".\n"), name);
	}
}

/* Structures of another layout would have other values in these places. */
static void
layout_check(const struct llama_api *api, const char *path)
{
	struct llama_context_params c = api->llama_context_default_params();
	struct llama_model_params m = api->llama_model_default_params();
	const char *release = api->llama_version();

	if (!strstr(release, &LLAMA_RELEASE[1]))
		die("'%s' is release '%s', expected '" LLAMA_RELEASE "'", path, release);
	if (c.n_ctx != 512 || c.n_batch != 2048 || !c.no_perf || c.embeddings || c.n_samplers ||
	    c.ctx_other || m.n_gpu_layers != -1 || !m.use_extra_bufts || m.vocab_only)
		die("'%s' has not the structures of release '" LLAMA_RELEASE "'", path);
}

void
llama_library_open(struct llama_library *l, const char *folder)
{
	char *path = xasprintf("%s/" LIBRARY_FILE, folder);
	void *library, *address;

	memset(l, 0, sizeof *l);
	if (access(path, R_OK) < 0)
		skip("no llama.cpp library in %s (run scripts/decoder/fetch-library)", folder);
	library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	if (!library)
		die("cannot open the library: %s", dlerror());
	for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
		address = dlsym(library, symbols[i].name);
		if (!address)
			die("'%s' has no function '%s'", path, symbols[i].name);
		memcpy((char *)&l->api + symbols[i].place, &address, sizeof address);
	}
	layout_check(&l->api, path);
	l->api.llama_log_set(library_said, l);
	l->api.llama_backend_init();
	l->api.ggml_backend_load_all_from_path(folder);
	if (!*l->variant)
		die("'%s' has no code for this CPU: %s", folder, l->trouble);
	free(path);
}
