/* libFuzzer target: any bytes are rows of comma-separated values, or end in a message. */
#define _GNU_SOURCE /* memfd_create */
#include "trouble.h"

#include "import_rows.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = {
	    "csv",
	    "jmh-csv",
	    "otava",
	};

	return rows_fuzz(import_csv, names, sizeof names / sizeof *names, data, size);
}
