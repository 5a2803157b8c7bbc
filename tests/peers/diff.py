#!/usr/bin/env python3
"""What bench-filters measures against: two results documents into memory, the
medians of every metric, and their ratios. No test, no interval, no check."""
import json
import statistics
import sys


def medians(path):
    with open(path, encoding="utf-8") as f:
        document = json.load(f)
    return {
        (b["id"], name): statistics.median(m["samples"])
        for b in document["benchmarks"]
        for name, m in b["metrics"].items()
    }


baseline, current = (medians(path) for path in sys.argv[1:3])
ratios = [current[key] / value for key, value in baseline.items() if key in current]
print(len(ratios), statistics.fmean(ratios))
