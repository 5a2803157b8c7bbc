# pyperf: JSON, as its --output
#: of results

def begin: "{\"benchmarks\":[";

def unit:
  (.value.unit | of_seconds) as $s | (.value.unit | of_bytes) as $b
  | if $s then {unit: "second", by: $s}
    elif $b then {unit: "byte", by: $b, whole: true}
    elif .value.unit == "count" and (.value | measured | all(. == floor)) then {unit: "integer", by: [1, 1], whole: true}
    else null end;

# One run an invocation: it is the process that pyperf starts for each.
def item: ran(
  metrics as $m
  | ($m | unit) as $u
  | (called + (if $m.key == "duration_ms" then "" else " " + $m.key end) | gsub("^\\s+|\\s+$"; "") | gsub("\n"; "\\n") | gsub("\r"; "\\r")) as $name
  | if $u == null then left("values of '\($m.key)' in '\($m.value.unit)'")
    elif $m.value | measured | any(. <= 0) then left("values of '\($m.key)' that are not over 0")
    elif $name == "" then left("a benchmark without a name")
    else
      {name: $name},
      {element: ({
          metadata: ({name: $name, unit: $u.unit, loops: 1}
            + (if $m.key == "duration_ms" and .description then {description: (.description | gsub("\\s+"; " "))} else {} end)
            | with_entries(select(.value != ""))),
          runs: [$m.value | measured[] | scaled($u.by) | if $u.whole then round else . end | {values: [.]}]} | tojson)}
    end);

def finish: "],\"version\":\"1.0\"}";

document(begin; item; finish)
