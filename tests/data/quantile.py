#!/usr/bin/env python3
"""The ranks of order-statistic intervals for tests/unit/reduce.c, by sums of whole numbers, so
without any rounding: python3 tests/data/quantile.py prints the table. R has the same:
qbinom(c(.025, .975), n, q) + c(0, 1)."""
from fractions import Fraction


def ranks(n, q):
    """The largest rank with P(Binomial(n, q) < it) <= 0.025, and the smallest with P >= 0.975."""
    q = Fraction(q)
    a, b = q.numerator, q.denominator
    term, total, all_, low, high = (b - a) ** n, 0, b**n, 0, 0
    for k in range(n + 1):
        total += term
        if 40 * total <= all_:
            low = k + 1
        if 40 * total >= 39 * all_:
            high = k + 1
            break
        term = term * (n - k) * a // ((k + 1) * (b - a))
    return (low, high) if low >= 1 and high <= n else (0, 0)


CASES = [
    (1, "0.5"), (5, "0.5"), (6, "0.5"), (10, "0.5"), (100, "0.5"), (2000, "0.5"),
    (10, "0.9"), (35, "0.9"), (36, "0.9"), (100, "0.9"), (1000, "0.9"),
    (100, "0.99"), (367, "0.99"), (368, "0.99"), (1000, "0.99"), (5000, "0.99"),
    (1000, "0.999"), (3687, "0.999"), (3688, "0.999"), (10000, "0.999"),
    (100, "0.05"), (73, "0.05"), (1000, "0.333"),
]

if __name__ == "__main__":
    for n, q in CASES:
        low, high = ranks(n, q)
        print("\t    {%d, %d, %d, %d}," % (n, Fraction(q) * 100000, low, high))
