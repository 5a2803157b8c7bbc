/* cjson N: N times, read and print a document by cJSON. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cJSON.h"

int
main(int argc, char **argv)
{
	static const char text[] =
	    "{\"name\":\"a "
	    "scenario\",\"on\":[true,false,null],\"cases\":[{\"id\":\"a/b=1\",\"n\":12,"
	    "\"samples\":[1.25,3.5e-3,17,1e9,0.001]},{\"id\":\"a\\u00e9\\n\",\"n\":-7,\"samples\":["
	    "]}]}";
	long n = argc > 1 ? atol(argv[1]) : 1;
	size_t total = 0;

	while (n-- > 0) {
		cJSON *d = cJSON_Parse(text);
		char *printed = cJSON_Print(d);

		total += strlen(printed);
		free(printed);
		cJSON_Delete(d);
	}
	printf("%zu\n", total);
	return 0;
}
