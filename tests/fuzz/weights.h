/* weights.h: what the fuzz targets of bench-model's readers share; included behind trouble.h, by
 * one file of a program alone. */
#ifndef FUZZ_WEIGHTS_H
#define FUZZ_WEIGHTS_H

#include <stdlib.h>
#include <string.h>

#include "weights/weights_parts.h"
#include "json/json_document.h"

/* Read the SIZE bytes of DATA by READER: they are a model, whose document reads back with as many
 * parameters in its types as in all, or end in a message. */
static int
weights_fuzz(
    void (*reader)(struct weights *w, struct weights_file *f), const uint8_t *data, size_t size)
{
	static struct weights w;
	struct weights_file *volatile f = xcalloc(1, sizeof *f);
	struct json_writer *out;
	uint64_t sum = 0;
	char *text;

	f->f = fdopen(file_of(data, size), "r");
	f->name = "model";
	f->size = size;
	memset(&w, 0, sizeof w);
	if (setjmp(trouble)) {
		weights_file_close(f);
		return 0;
	}
	reader(&w, f);
	if (setjmp(trouble))
		abort();
	weights_end(&w);
	for (size_t i = 0; i < w.ndtypes; i++)
		sum += w.dtypes[i].parameters;
	if (sum != w.parameters || f->at > f->size)
		abort();
	out = json_writer_new(NULL);
	weights_write(&w, out);
	text = json_writer_take(out);
	json_document_free(json_document_parse(text, strlen(text), "document"));
	free(text);
	free(weights_labels(&w));
	weights_file_close(f);
	return 0;
}

#endif
