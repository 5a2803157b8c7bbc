#!/usr/bin/env python3
"""speed.py SEED POINTS IN-FILTER COMMAND: how many points per CPU second COMMAND judges, in series of
POINTS each that changepoint-eval.py makes of SEED; the jq program in IN-FILTER makes of these what COMMAND reads ('' for as they are).
What it takes for one series is taken off, which is its start for the most part."""
import importlib.util
import json
import os
import resource
import subprocess
import sys

AT_LEAST = 60000  # points

place = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'changepoint-eval.py')
spec = importlib.util.spec_from_file_location('scorer', place)
scorer = importlib.util.module_from_spec(spec)
spec.loader.exec_module(scorer)


def spent():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def judged(command, program, series):
    "The CPU seconds that COMMAND takes for SERIES."
    text = json.dumps({'series': series})
    if program:
        text = scorer.jq(program, text)
    before = spent()
    done = subprocess.run(['bash', '-c', command], input=text, stdout=subprocess.DEVNULL, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"speed.py: '{command}': status {done.returncode}")
    return spent() - before


seed, points, program, command = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
many = [{'name': f's{i}', 'values': scorer.Gen(f'{seed}{i}').one('normal', points, {points // 2: 1.1}, i)['series']}
        for i in range(1 + AT_LEAST // points)]
start = judged(command, program, many[:1])
print(points * (len(many) - 1) / max(judged(command, program, many) - start, 1e-3))
