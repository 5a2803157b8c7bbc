/* libFuzzer target: any bytes are rows of XML, or end in a message. */
#define _GNU_SOURCE /* memfd_create */
#include "trouble.h"

#include "import_rows.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = {
	    "catch2-xml",
	    "phoronix",
	    "metal",
	};

	return rows_fuzz(import_xml, names, sizeof names / sizeof *names, data, size);
}
