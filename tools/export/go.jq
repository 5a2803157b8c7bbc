# Go: what go test -bench prints, for benchstat
#: also go-bench benchstat
#: of results

# No blank may be in a name, and "/" and "=" divide the parameters.
def word: if simple then . else [explode[] | [.] | implode | if test("^[\\p{Z}\\p{C}%]$") then @uri else . end] | join("") end;
def line: tostring | gsub("\\p{C}"; " ");
def part: if simple then . else [explode[] | [.] | implode | if test("^[\\p{Z}\\p{C}%/=]$") then @uri else . end] | join("") end;

# Go takes "-8" at the end for a number of processors, and no small letter behind "Benchmark".
def without_procs: if test("-[0-9]+$") then sub("-(?<n>[0-9]+)$"; "%2D" + .n) else . end;
def title: if startswith("Benchmark") and test("^Benchmark($|[^\\p{Ll}])") then . elif test("^[\\p{Ll}_]") then "Benchmark_" + . else "Benchmark" + . end;

def go_name:
  (.params // {}) as $p
  | (.name | word | title)
    + (if $p == {} then "" else [$p | del(.pkg, .procs) | to_entries[] | "/\(.key | part)=\(.value | tostring | part)"] | join("") end)
    + (if .variant and $variant == "" then "/variant=" + (.variant | part) else "" end)
  | without_procs
  | if ($p.procs | type) == "number" and $p.procs > 1 and $p.procs == ($p.procs | floor) then "\(.)-\($p.procs)"
    else . end;

# benchstat takes ns/op, sec/op and the like for one unit: only the wall time is in one.
def unit:
  if .key == "duration_ms" and (.value.unit | of_seconds) then {unit: "ns/op", by: (.value.unit | of_seconds | [.[0], .[1] * 1e9])}
  elif .key | test("^(ns|us|µs|ms|s|sec)/op$") then null
  elif (.key | endswith("_ms")) and .value.unit == "ms" then {unit: (.key | word | sub("_ms$"; "-ns/op")), by: [1, 1e6]}
  elif .key == "memory_mb" and .value.unit == "MB" then {unit: "memory-B", by: [1, 1e6]}
  else {unit: (.key | word), by: [1, 1]} end;

def begin: [
    if $head.suite then "suite: " + ($head.suite | line) else empty end,
    ($head.environment // {} | to_entries[] | select(.key == "cpu_model" or .key == "git_commit" or .key == "os")
      | select(.value | type == "string")
      | "\({cpu_model: "cpu", git_commit: "commit", os: "os"}[.key]): \(.value | line)")
  ] | if . == [] then empty else join("\n") end;

def item: ran(
  go_name as $name
  | .params.pkg as $pkg
  | [metrics | . + {go: unit}] as $all
  | [$all[] | select(.go)] as $m
  | ($all[] | select(.go == null) | left("values of '\(.key)': Go would take them for ns/op")),
    ($m[] | select(.value.better == "higher") | {once: "Unit \(.go.unit) better=higher"}),
    (if $m == [] then empty
     else
       {name: $name}, ($m[] | {name: "\($name) \(.go.unit)"}),
       {set: "pkg:\(if $pkg then " " + ($pkg | line) else "" end)"},
       [$m[] | .go as $go | .value.samples // [.value.median]
         | map(if . == null then null else "\(scaled($go.by)) \($go.unit)" end)] as $texts
       | (if [$m[] | .value.samples] | any then 1 else .iterations // 1 end | if . < 1 then 1 else . end) as $iterations
       | (if ($texts | length) == 1 then $texts[0][]
          else range([$texts[] | length] | max) as $i | [$texts[][$i] | select(. != null)] | select(. != []) | join(" ") end)
       | select(. != null) | {line: "\($name) \($iterations) \(.)"}
     end));

def finish: empty;

document(begin; item; finish)
