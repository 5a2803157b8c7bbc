# perf stat: -j
#: reader json
#: sign "counter-value"[[:space:]]*:
#: sign "event"[[:space:]]*:

(."counter-value" | select(test("^[0-9.]+$")) | tonumber) as $v
| {name: "(command)", metrics: {(.event):
    {unit: (if .unit == "msec" then "ms" elif .unit == "" then "count" else .unit end), median: $v}}}
