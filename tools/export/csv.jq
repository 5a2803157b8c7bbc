# CSV: a line a value, or of a comparison a row a line
#: of results comparison

def blank: if . == null then "" else . end;
def comparison: $head.schema | tostring | startswith("benchpipe/comparison");

def columns:
  if comparison
  then ["name", "metric", "unit", "better", "gate", "baseline", "current", "change", "ci_low", "ci_high", "p", "p_adjusted",
        "verdict", "severity", "reason"]
  else ["name", "variant", "metric", "unit", "value"] end;

def begin: columns | @csv;

def row:
  {line: ([.id, .metric, .unit, .better, (if .gate == null then null else .gate | tostring end), .baseline, .current,
    .change, .ci[0], .ci[1], .p, .p_adjusted, .verdict, .severity, .reason] | map(blank) | @csv)};

def item:
  if .control then left("the control row") elif comparison then row
  else ran(
    .id as $id | (.variant // "") as $v
    | metrics as $m
    | $m.value | measured[] as $x
    | {line: ([$id, $v, $m.key, $m.value.unit, $x] | @csv)}) end;

def finish: empty;

document(begin; item; finish)
