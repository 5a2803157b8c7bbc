/* onednn.h: oneDNN's product of matrices, on one thread; its library is opened at run time. */
#ifndef ONEDNN_H
#define ONEDNN_H

#include <stdint.h>

/* C = ALPHA A B + BETA C, row after row, where A is M x K and B is K x N as TRANSA and TRANSB ('N'
 * or 'T') make them, and LDA, LDB and LDC are how far apart their lines are stored. 0: done
 * (dnnl_sgemm() of oneDNN). */
typedef int onednn_product(char transa, char transb, int64_t m, int64_t n, int64_t k, float alpha,
    const float *a, int64_t lda, const float *b, int64_t ldb, float beta, float *c, int64_t ldc);

/* The function, or NULL where there is no such library. */
onednn_product *onednn_open(void);

#endif
