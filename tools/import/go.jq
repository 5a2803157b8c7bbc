# Go: go test -bench, and what its benchmarks report beside the time
#: also go-bench
#: reader lines
#: keep pkg ~ ^pkg:[ 	]+(.*[^ 	])[ 	]*$
#: note units ~ ^Unit[ 	]+([^ 	]+[ 	].*)$
#: moved name
#: row name procs iterations# values* ~ ^(Benchmark[^ 	]*)-([1-9][0-9]*)[ 	]+([0-9]+)[ 	]+([-+0-9.].*)$
#: row name iterations# values* ~ ^(Benchmark[^ 	]*)[ 	]+([0-9]+)[ 	]+([-+0-9.].*)$
#: sign ^Benchmark[^[:space:]]*[[:space:]]+[0-9]+[[:space:]]+[-+0-9.]+[[:space:]]+[^[:space:]]

# "-8" behind a name is the number of processors that Go used; it is absent when that is 1.
def time_unit: {"ns/op": "ns", "us/op": "us", "µs/op": "µs", "ms/op": "ms", "s/op": "s", "sec/op": "s"}[.];

def rate: endswith("/s") or endswith("/sec");

# What its author said is better, "Unit NAME better=higher"; ns/op and sec/op, say, are one unit.
def one_unit: ltrimstr("n") | sub("^(s|sec)/op$"; "s/op") | sub("^[MGk]?B/s$"; "B/s");

def units:
  [(. // "") | split("\n")[]
   | capture("^(?<unit>[^ \t]+)[ \t](.*[ \t])?better=(?<better>higher|lower)([ \t]|$)")?
   | {key: (.unit | one_unit), value: .better}] | from_entries;

(.units | units) as $units
| (if .pkg then {pkg} else {} end + (if .procs then {procs: (.procs | tonumber)} else {} end)) as $params
| {
    name,
    params: $params,
    metrics: (
      [del(.iterations, .name, .pkg, .procs, .units, ."$line") | to_entries[]
       | (.key | one_unit) as $unit
       | (.key | time_unit) as $t
       | if $t then {key: "duration_ms", value: {unit: $t, samples: .value}}
         elif .key == "B/op" or .key == "allocs/op"
         then {key: .key, value: {unit: (if .key == "B/op" then "B" else "count" end), samples: .value}}
         else {key: .key, value: {unit: .key, better: (if .key | rate then "higher" else "lower" end), samples: .value}}
         end
       | if $units[$unit] then .value.better = $units[$unit] else . end]
      | from_entries)
  }
