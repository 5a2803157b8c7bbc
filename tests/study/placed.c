/* placed: counts and hashes bytes in branches that are short and hot, so that its time depends on
 * where they lie: behind PAD bytes, from 1, which nothing runs. WORK is how often all is done. */
#include <stddef.h>
#include <stdint.h>

#ifndef PAD
#define PAD 1
#endif
#ifndef WORK
#define WORK 100
#endif
#define TEXT(X) #X
#define SKIP(N) __asm__(".text\n\t.skip " TEXT(N) ", 0x90")

enum { SIZE = 4096 };

SKIP(PAD);

static size_t __attribute__((noinline)) count(const unsigned char *s, size_t n)
{
	size_t found = 0;

	for (size_t i = 0; i < n; i++) {
		if (s[i] == ' ')
			found++;
		else if (s[i] < 16)
			found += 2;
		else if (s[i] > 250)
			found ^= 1;
	}
	return found;
}

static uint32_t __attribute__((noinline)) hash(const unsigned char *s, size_t n)
{
	uint32_t h = 2166136261u;

	while (n--) {
		h ^= *s++;
		if (h & 1)
			h += h << 5;
		h *= 16777619u;
	}
	return h;
}

int
main(void)
{
	static unsigned char text[SIZE];
	uint32_t h = 1;

	for (size_t i = 0; i < SIZE; i++)
		text[i] = (unsigned char)(i * 7);
	for (int i = 0; i < 12 * WORK; i++) {
		text[i % SIZE] ^= (unsigned char)h;
		h += hash(text, 256) + (uint32_t)count(text, SIZE);
	}
	return h == 0;
}
