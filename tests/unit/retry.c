/* Waiting before a retry: how long, and that it ends. */
#include <math.h>
#include <stdio.h>

#include "check.h"
#include "github/retry.h"

int
main(void)
{
	struct retry r;

	/* doubles from half a second to 30, between half of it and all of it */
	CHECK(retry_delay(0, NAN, 0) == 0.25 && retry_delay(0, NAN, 1) == 0.5);
	CHECK(retry_delay(3, NAN, 0) == 2 && retry_delay(3, NAN, 1) == 4);
	CHECK(retry_delay(6, NAN, 1) == 30 && retry_delay(4000000000u, NAN, 0) == 15);
	/* what the server asks for is never undercut */
	CHECK(retry_delay(0, 7, 0) == 7 && retry_delay(9, 7, 1) == 8);
	CHECK(retry_delay(0, -3, 0) == 0);
	CHECK(retry_delay(0, INFINITY, 0.5) == INFINITY);
	retry_start(&r, 0);
	CHECK(!retry_wait(&r, 0, NAN) && retry_patience(&r) > 0 && retry_patience(&r) <= 1);
	retry_start(&r, 120);
	CHECK(!retry_wait(&r, 0, 121) && !retry_wait(&r, 0, INFINITY));
	CHECK(retry_patience(&r) == 30);
	retry_start(&r, 3600);
	CHECK(retry_patience(&r) == 30);
	/* no attempt takes longer than there is time */
	r.end -= 3590;
	CHECK(retry_patience(&r) > 0 && retry_patience(&r) <= 10);
	r.end -= 10;
	CHECK(retry_patience(&r) == 0);
	return failures != 0;
}
