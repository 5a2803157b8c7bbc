# asv: results/MACHINE/COMMIT-ENVIRONMENT.json
#: reader json
#: sign "commit_hash"[[:space:]]*:
#: sign "results"[[:space:]]*:

# What a benchmark measures is the first word of the last part of its name.
def kind: split(".")[-1] | split("_")[0] | ascii_downcase;

def metric:
  {time: ["duration_ms", "s"], timeraw: ["duration_ms", "s"], mem: ["memory", "B"],
   peakmem: ["memory_mb", "B"]}[.] // ["value", ""];

# The points of a matrix in the order in which asv counts them: the last one fastest.
def points:
  reduce .[] as $values ([[]]; [.[] as $p | $values[] as $v | $p + [$v]]);

def of_column($columns; $name; $row):
  ($columns | index($name)) as $i | if $i == null then null else $row[$i] end;

(if (.results | type) != "object" then error("it has no results: it is not the file of a run") else . end)
| .result_columns as $columns
| {timestamp: (.date / 1000 | floor | todate), commit: .commit_hash,
   environment: ({os: .params.os, cpu: .params.arch, cpu_model: .params.cpu, runner: .params.machine}
     | with_entries(select(.value != null and .value != "")))} as $run
| .results | to_entries[]
| .key as $name
| (.key | kind | metric) as $m
| .value as $v
| (if $columns and ($v | type) == "array"
   then {result: of_column($columns; "result"; $v), params: (of_column($columns; "params"; $v) // []),
         samples: of_column($columns; "samples"; $v)}
   elif ($v | type) == "object"
   then {result: $v.result, params: ($v.params // []), samples: $v.samples}
   else {result: $v, params: [], samples: null} end) as $r
| ($r.params | points) as $points
| (if ($r.result | type) == "array" then $r.result else [$r.result] end) as $results
| (if ($results | length) == 0 then [null] else $results end)
| to_entries[]
| .key as $i
| .value as $result
| ($points[$i] // []) as $point
| (($r.samples // [])[$i]? // []) as $samples
| {name: $name, run: $run,
   params: ([$point | to_entries[]
     | {key: "param\(.key + 1)", value: (.value | tostring | ltrimstr("'") | rtrimstr("'"))}] | from_entries)}
  + (if ($result | type) == "number" then
      {metrics: ({($m[0]): ({unit: $m[1]}
          + (if ($samples | type) == "array" and ($samples | length) > 0 then {samples: $samples}
             else {median: $result} end))}
        + (if $m[0] == "duration_ms" then {median: {unit: "s", gate: false, median: $result}} else {} end))}
     else {status: "failed", reason: "it has no result"} end)
