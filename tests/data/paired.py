#!/usr/bin/env python3
"""The p of pairs once more, for tests/unit/paired.c and tests/unit/designs.c: both permutation
tests, and what ABBA blocks share, of one row alone. The estimates and the intervals before
blocks are those of paired.R. Of nothing but the standard library: python3 tests/data/paired.py

python3 tests/data/paired.py reference <OLD >NEW makes those lines of reference.jsonl anew that
are of pairs; reference.R makes the others."""
import json
import sys
from bisect import bisect_left
from itertools import accumulate
from math import ceil, comb, copysign, cosh, erfc, exp, expm1, log, log1p, sqrt, tanh
from statistics import NormalDist

pdf, quantile = NormalDist().pdf, NormalDist().inv_cdf
cdf = lambda z: erfc(-z / sqrt(2)) / 2


def ranks(x, y, shift=0.0):
    """The Savage scores of X and of Y less SHIFT; equal ones have the mean of theirs."""
    v = [float(f"{a:.12g}") for a in x + [b - shift for b in y]]
    size = len(v)
    below = list(accumulate(1 / r for r in range(size, 0, -1)))[::-1]
    order, score, i = sorted(range(size), key=v.__getitem__), [0.0] * size, 0
    while i < size:
        j = i
        while j < size and v[order[j]] == v[order[i]]:
            j += 1
        for k in range(i, j):
            score[order[k]] = sum(below[i:j]) / (j - i)
        i = j
    return score[: len(x)], score[len(x):]


def root(f, low, high):
    """Where F, which goes up, is 0."""
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if f(middle) < 0 else (low, middle)
    return (low + high) / 2


def tail(r, u):
    return 2 * (cdf(-r) + pdf(r) * (1 / u - 1 / r))


def within(v):
    v = [abs(a) for a in v if abs(a) > 1e-9]
    s, n = abs(sum(within.signed)), len(v)
    if n == 0 or s <= 1e-9:
        return 1
    if n <= 20:
        sums = [0.0]
        for a in v:
            sums = [t + e for t in sums for e in (-a, a)]
        return min(1, 2 * sum(t >= s * (1 - 1e-9) for t in sums) / len(sums))
    z = s / sqrt(sum(a * a for a in v))
    if z <= 0.1:
        return 2 * cdf(-z)
    t = root(lambda t: sum(a * tanh(t * a) for a in v) - s, 0, 50)
    k = sum(t * a + log1p(exp(-2 * t * a)) - log(2) for a in v)
    return tail(sqrt(2 * (t * s - k)), t * sqrt(sum(a * a / cosh(t * a) ** 2 for a in v)))


def complete(first, second):
    n, mean = len(first), sum(first + second) / (2 * len(first))
    v = [a - mean for a in first + second]
    s = abs(sum(v[:n]))
    if s <= 1e-9:
        return 1
    if n <= 10:
        sums = {0: [0.0]}
        for a in v:
            for k in sorted(sums, reverse=True):
                sums.setdefault(k + 1, []).extend(t + a for t in list(sums[k]))
        return min(1, 2 * sum(t >= s - 1e-9 for t in sums[n]) / comb(2 * n, n))
    spread = sqrt(sum(a * a for a in v) * n / (2 * (2 * n - 1)))
    if s <= 0.1 * spread:
        return 2 * cdf(-s / spread)
    p = lambda a, t: [1 / (1 + exp(-a - t * b)) for b in v]
    level = lambda t: root(lambda a: sum(p(a, t)) - n, -60, 60)
    t = root(lambda t: sum(q * b for q, b in zip(p(level(t), t), v)) - s, 0, 40)
    a = level(t)
    k = sum(log((1 + exp(a + t * b)) / 2) for b in v)
    w = [q * (1 - q) for q in p(a, t)]
    det = sum(w) * sum(q * b * b for q, b in zip(w, v)) - sum(q * b for q, b in zip(w, v)) ** 2
    return tail(sqrt(2 * (a * n + t * s - k)), t * sqrt(det / (n / 2)))


def crossing(x, y, held):
    """The difference up to which HELD(shift) is so."""
    at = sorted({float(f"{b - a:.12g}") for a in x for b in y})
    middle = [at[0] - 1] + [(a + b) / 2 for a, b in zip(at, at[1:])] + [at[-1] + 1]
    low, high = 0, len(middle) - 1
    while high - low > 1:
        m = (low + high) // 2
        low, high = (m, high) if held(middle[m]) else (low, m)
    return at[low]


def pairs(base, head):
    x, y = [log(a) for a in base], [log(a) for a in head]
    n = len(x)
    score = lambda d: [a - b for a, b in zip(*ranks(x, y, d))]

    def p_at(d):
        within.signed = score(d)
        return within(within.signed)

    estimate = (crossing(x, y, lambda d: sum(score(d)) > 1e-9) +
                crossing(x, y, lambda d: sum(score(d)) >= -1e-9)) / 2
    low = crossing(x, y, lambda d: sum(score(d)) > 1e-9 and p_at(d) < 0.05)
    high = crossing(x, y, lambda d: sum(score(d)) >= -1e-9 or p_at(d) >= 0.05)
    share = min(0.5, 64 / n**2)
    p = min(1, p_at(0) / (1 - share), complete(*ranks(x, y)) / share)
    return told(estimate, low, high, p, score(estimate))


def told(estimate, low, high, p, v):
    """With what the scores V of blocks share, of one row alone."""
    n, blocks = len(v), len(v) // 2
    both = [(v[2 * i], v[2 * i + 1]) for i in range(blocks)]
    squares = sum((a * a + b * b) / 2 for a, b in both)
    r = sum(a * b for a, b in both) / squares + 1 / (n - 1) if squares else 0
    shared = r * blocks / (blocks + 10)
    effect = 1 + min(1, max(0, (r * blocks + 20 * shared) / (blocks + 20)))
    if effect > 1 and p < 1:
        p = 2 * cdf(quantile(p / 2) / sqrt(effect))
    f = sqrt(effect)
    return (expm1(estimate), expm1(estimate - f * (estimate - low)),
            expm1(estimate + f * (high - estimate)), p)


def of_quantile(v, q):
    v, at = sorted(v), q * (len(v) - 1)
    return v[int(at)] + (at - int(at)) * (v[ceil(at)] - v[int(at)])


def unlike(base, head):
    x, y = ([log(a) for a in v] for v in (base, head))
    spread = [of_quantile(v, 0.4) - of_quantile(v, 0.1) for v in (x, y)]
    most = 1.5 * exp(3 / sqrt(len(x)))
    return len(x) >= 8 and (spread[0] > most * spread[1] or spread[1] > most * spread[0])


def rank_sums(ranks):
    """How many subsets of the integers RANKS have each sum."""
    ways = {0: 1}
    for r in ranks:
        more = dict(ways)
        for s, k in ways.items():
            more[s + r] = more.get(s + r, 0) + k
        ways = more
    return ways


def signed(base, head):
    """Hodges-Lehmann and signed ranks, up to 50 pairs."""
    d = [float(f"{log(b / a):.9g}") for a, b in zip(base, head)]
    n = len(d)
    walsh = sorted((d[i] + d[j]) / 2 for i in range(n) for j in range(i, n))
    estimate = of_quantile(walsh, 0.5)
    away = sorted(abs(a) for a in d if a)
    twice = {a: away.index(a) + len(away) - away[::-1].index(a) + 1 for a in away}
    v = sum(twice[a] for a in d if a > 0)
    middle = sum(twice[a] for a in away) / 2
    ways = rank_sums([twice[a] for a in away])
    p = sum(k for s, k in ways.items() if abs(s - middle) >= abs(v - middle)) / 2 ** len(away)
    below, k, ways = 0, -1, rank_sums(range(1, n + 1))
    while below < 0.025 * 2**n:
        k += 1
        below += ways.get(k, 0)
    a = [float(f"{abs(b - estimate):.9g}") for b in d]
    score = [0 if b < 1e-9 * max(a) else copysign(sorted(a).index(b) + 1, c - estimate)
             for b, c in zip(a, d)]
    share = min(0.5, 64 / n**2)
    p = min(1, p / (1 - share), rank_sum(base, head) / share)
    return told(estimate, walsh[k - 1], walsh[-k], p, score)


def rank_sum(x, y):
    """Mann-Whitney, given the ties; as R does from 51 values on, and with many ties from 21."""
    n, v = len(x), sorted(x + y)
    twice = {a: v.index(a) + 2 * n - v[::-1].index(a) + 1 for a in v}
    w, middle = sum(twice[a] for a in x), n * (2 * n + 1)
    if n > 20:
        ties = sum(v.count(a) ** 2 - 1 for a in v)
        spread = sqrt(n * n / 12 * (2 * n + 1 - ties / (2 * n * (2 * n - 1))))
        return min(1, 2 * cdf(-max(0, abs(w - middle) / 2 - 0.5) / spread))
    ways = {(0, 0): 1}
    for a in v:
        more = dict(ways)
        for (k, s), c in ways.items():
            if k < n:
                more[k + 1, s + twice[a]] = more.get((k + 1, s + twice[a]), 0) + c
        ways = more
    far = sum(c for (k, s), c in ways.items() if k == n and abs(s - middle) >= abs(w - middle))
    return far / comb(2 * n, n)


def reference():
    for line in sys.stdin:
        row = json.loads(line)
        x, y = row["x"], row["y"]
        if row.get("paired") and min(x + y) <= 0:
            base, head = ([exp(a) for a in v] for v in (x, y))
            row["p"] = signed(base, head)[3]
            line = json.dumps(row, separators=(",", ":")) + "\n"
        elif row.get("paired") and len(x) > 1 and x != y:
            got = signed(x, y) if unlike(x, y) else pairs(x, y)
            row["change"], low, high, row["p"] = got
            if row["ci"]:
                row["ci"] = [low, high]
            line = json.dumps(row, separators=(",", ":")) + "\n"
        sys.stdout.write(line)


def make(n, spread, heavy, effect):
    base, head = [], []
    for i in range(1, n + 1):
        u, v, w = (i * c % 1 for c in (0.6180339887498949, 0.7548776662466927, 0.5698402909980532))
        base.append(100 * (1 + spread * u) * ((1.5 + v) if w < heavy else 1))
        slowed = (w + 0.4) % 1 < heavy
        head.append(100 * (1 + effect) * (1 + spread * v) * ((1.5 + u) if slowed else 1))
    return base, head


if sys.argv[1:] == ["reference"]:
    reference()
    sys.exit()
show = lambda what, v: print(what, ":", *(f"{a:.12g}" for a in v))
for case in ((6, .1, 0, .05), (8, .05, 0, .03), (13, .2, 0, .02), (16, .02, .15, .01),
             (20, .05, .2, .02), (39, .005, .35, .01), (40, .2, 0, 0), (40, .02, .2, .02),
             (48, .02, .3, .03), (48, .01, .45, .05)):
    show(case, pairs(*make(*case)))
X = [10.1, 9.8, 10.4, 10.0, 9.9, 10.2, 10.3, 9.7, 10.05, 10.15, 9.95, 10.25]
Y = [10.4, 10.1, 10.5, 10.35, 10.1, 10.6, 10.4, 10.2, 10.3, 10.2, 10.3, 10.75]
show("twelve", pairs(X, Y))
show("sixty", pairs([100 + i * 37 % 101 / 10 + i / 1000 for i in range(1, 61)],
                    [101 + i * 53 % 103 / 10 + i / 500 for i in range(1, 61)]))
