# Go: go test -bench, and what its benchmarks report beside the time
#: also go-bench
#: reader lines
#: keep pkg ~ ^pkg:[ 	]+(.*[^ 	])[ 	]*$
#: row name iterations# values* ~ ^(Benchmark[^ 	]*)[ 	]+([0-9]+)[ 	]+([-+0-9.].*)$
#: sign ^Benchmark[^[:space:]]*[[:space:]]+[0-9]+[[:space:]]+[-+0-9.]+[[:space:]]+[^[:space:]]

# "-8" is the number of processors that Go used; it is absent when that is 1.
def procs: capture("^(?<name>.*)-(?<procs>[1-9][0-9]*)$") // {name: .};

def time_unit: {"ns/op": "ns", "us/op": "us", "µs/op": "µs", "ms/op": "ms", "s/op": "s", "sec/op": "s"}[.];

def rate: endswith("/s") or endswith("/sec");

(.name | procs) as $n
| (if .pkg then {pkg} else {} end + (if $n.procs then {procs: ($n.procs | tonumber)} else {} end)) as $params
| {
    name: $n.name,
    params: $params,
    metrics: (
      [del(.iterations, .name, .pkg, ."$line") | to_entries[]
       | (.key | time_unit) as $t
       | if $t then {key: "duration_ms", value: {unit: $t, samples: .value}}
         elif .key == "B/op" or .key == "allocs/op"
         then {key: .key, value: {unit: (if .key == "B/op" then "B" else "count" end), samples: .value}}
         else {key: .key, value: {unit: .key, better: (if .key | rate then "higher" else "lower" end), samples: .value}}
         end]
      | from_entries)
  }
