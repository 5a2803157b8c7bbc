# OpenMetrics, for Prometheus
#: also prometheus
#: of results comparison

def comparison: $head.schema | tostring | startswith("benchpipe/comparison");
def text: tostring | if tojson == "\"\(.)\"" then . else gsub("\\\\"; "\\\\") | gsub("\""; "\\\"") | gsub("\n"; "\\n") end;
def labels: [to_entries[] | select(.value != null) | "\(.key)=\"\(.value | text)\""] | "{\(join(","))}";

# All values of one document are of one time, so that no series runs backwards.
def time: ($head.timestamp | epoch) as $t | if $t then " \($t)" else "" end;

def family: if comparison then "benchpipe_change_ratio" else "benchpipe_value" end;

def begin:
  if comparison
  then "# TYPE benchpipe_change_ratio gauge\n# UNIT benchpipe_change_ratio ratio\n# HELP benchpipe_change_ratio Change of a metric of a benchmark, as a fraction of the baseline."
  else "# TYPE benchpipe_value gauge\n# HELP benchpipe_value A metric of a benchmark over its invocations, in the unit of the label." end;

# Other letters than these are no part of a label's name.
def label_key:
  if simple and (contains("-") or contains(".") or contains("~") | not) then .
  else [explode[]
    | if (. >= 48 and . <= 57) or (. >= 65 and . <= 90) or (. >= 97 and . <= 122) or . == 95 then [.] | implode
      else "_\(.)_" end] | join("") end;
def params: (.params // {}) | with_entries(.key |= "param_" + label_key);

# The lines of a metric: all but the statistic of the labels is the same.
def samples($document):
  metrics as $m
  | ({suite: $document.suite, benchmark: .id, variant, metric: $m.key, unit: $m.value.unit, better: $m.value.better}
     | labels | .[:-1] + ",statistic=\"") as $before
  | (({commit: $document.commit, machine: $document.machine} + params | labels | .[1:]) as $more
     | (if $more == "}" then "\"}" else "\"," + $more end)) as $after
  | (["median", $m.value.median],
     (if $m.value.ci95 then ["ci95_low", $m.value.ci95[0]], ["ci95_high", $m.value.ci95[1]] else empty end))
  | {line: "benchpipe_value\($before)\(.[0])\($after) \(.[1])\($document.time)"};

def item($document):
  if comparison
  then
    if .control then left("the control row")
    elif .change == null then left("rows that are '\(.verdict)' and have no change")
    else {line: "benchpipe_change_ratio\({suite: $document.suite, benchmark: .id, variant, metric, verdict,
      gate: (.gate == true)} + params | labels) \(.change)\($document.time)"} end
  else ran(samples($document)) end;

def finish: "# EOF";

{suite: $head.suite, commit: $head.environment.git_commit, machine: $head.environment.fingerprint, time: time}
| . as $document | document(begin; item($document); finish)
