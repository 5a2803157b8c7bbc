#include "likeliest.h"

#include <float.h>

enum { LOOKED_AT = 512 /* at a time */ };

/* The library leaves the upper halves of wide registers in use, which makes narrow instructions
 * several times slower on some CPUs. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && defined(__GLIBC__)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

/* The largest of the N numbers V, -FLT_MAX of none. */
WIDE static float
largest(const float *v, uint32_t n)
{
	float most = -FLT_MAX;

	for (uint32_t i = 0; i < n; i++)
		most = v[i] > most ? v[i] : most;
	return most;
}

uint32_t
likeliest(const float *v, uint32_t n)
{
	uint32_t block = n, i;
	float most = -FLT_MAX, here;

	for (i = 0; i < n; i += LOOKED_AT) {
		here = largest(v + i, n - i < LOOKED_AT ? n - i : LOOKED_AT);
		if (here > most) {
			most = here;
			block = i;
		}
	}
	for (i = block; i < n && !(v[i] >= most);)
		i++;
	return i;
}
