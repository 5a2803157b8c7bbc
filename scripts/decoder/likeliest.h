/* likeliest.h: the token that a model thinks likeliest. */
#ifndef LIKELIEST_H
#define LIKELIEST_H

#include <stdint.h>

/* The index of the first of the largest of the N numbers V; N when there is none among them. This
 * is a part of each token's time. */
uint32_t likeliest(const float *v, uint32_t n);

#endif
