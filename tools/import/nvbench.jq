# NVBench: --json FILE
#: reader json
#: rows .benchmarks[]
#: sign "states"[[:space:]]*:
#: sign "summaries"[[:space:]]*:

def of($tag): [.summaries[] | select(.tag == $tag) | .data[] | select(.name == "value") | .value | tonumber][0];

.name as $name
| .states[]
| {name: $name,
   params: ([(.axis_values // [])[] | {key: .name, value: (.value // .input_string | tostring)}] | from_entries)}
  + (if .is_skipped then {status: "skipped", reason: (.skip_reason // "it says no more")}
     else . as $s
       | {metrics: ({
           duration_ms: {unit: "s", median: ($s | of("nv/cold/time/gpu/mean"))},
           cpu_time: {unit: "s", gate: false, median: ($s | of("nv/cold/time/cpu/mean"))},
           batch_time: {unit: "s", gate: false, median: ($s | of("nv/batch/time/gpu/mean"))}
         } | with_entries(select(.value.median != null)))}
     end)
