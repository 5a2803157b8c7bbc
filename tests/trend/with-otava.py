#!/usr/bin/env python3
"""Apache Otava as a detector for changepoint-eval.py: reads what that writes, and answers with the
change points that Otava finds with the values that its command has by default, on ratios to the base where there is one.
with-otava.py --check prints nothing and has status 0 where Otava can be used."""
import json
import sys

from otava.analysis import compute_change_points

WINDOW, MAX_P = 50, 0.001  # of 'otava analyze'


def ratios(series):
    "The values of SERIES, each over the base of its session."
    base = series.get('base')
    return [v / b for v, b in zip(series['values'], base)] if base else series['values']


def found(series):
    points, _ = compute_change_points(ratios(series), window_len=WINDOW, max_pvalue=MAX_P)
    return sorted(int(p.index) for p in points)


if sys.argv[1:] != ['--check']:
    document = json.load(sys.stdin)
    json.dump({'series': [{'name': s['name'], 'change_points': found(s)} for s in document['series']]}, sys.stdout)
