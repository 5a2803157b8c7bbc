# github-action-benchmark: customSmallerIsBetter
#: warning where more is better, name 'github-action-benchmark-bigger'
#: also customSmallerIsBetter github-action-benchmark-custom
#: reader json
#: rows []
#: sign "value"[[:space:]]*:
#: sign "unit"[[:space:]]*:

def time: . as $u | ["ns", "us", "µs", "ms", "s", "min", "h"] | index([$u]) != null;

{name, metrics: {(if .unit | time then "duration_ms" else "value" end): {unit, median: .value}}}
