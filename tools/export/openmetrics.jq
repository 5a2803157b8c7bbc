# OpenMetrics, for Prometheus
#: also prometheus
#: of results comparison

def comparison: $head.schema | tostring | startswith("benchpipe/comparison");
def text: tostring | gsub("\\\\"; "\\\\") | gsub("\""; "\\\"") | gsub("\n"; "\\n");
def labels: [to_entries[] | select(.value != null) | "\(.key)=\"\(.value | text)\""] | "{\(join(","))}";

# All values of one document are of one time, so that no series runs backwards.
def time: ($head.timestamp | epoch) as $t | if $t then " \($t)" else "" end;

def family: if comparison then "benchpipe_change_ratio" else "benchpipe_value" end;

def begin:
  if comparison
  then "# TYPE benchpipe_change_ratio gauge\n# UNIT benchpipe_change_ratio ratio\n# HELP benchpipe_change_ratio Change of a metric of a benchmark, as a fraction of the baseline."
  else "# TYPE benchpipe_value gauge\n# HELP benchpipe_value A metric of a benchmark over its invocations, in the unit of the label." end;

# Other letters than these are no part of a label's name.
def params:
  (.params // {}) | to_entries
  | map(.key = "param_" + ([.key | explode[]
      | if (. >= 48 and . <= 57) or (. >= 65 and . <= 90) or (. >= 97 and . <= 122) or . == 95 then [.] | implode
        else "_\(.)_" end] | join("")))
  | from_entries;

def sample($statistic; $m; $v):
  {line: "benchpipe_value\({suite: $head.suite, benchmark: .id, variant: .variant, metric: $m.key,
      unit: $m.value.unit, better: $m.value.better, statistic: $statistic,
      commit: $head.environment.git_commit, machine: $head.environment.fingerprint} + params | labels) \($v)\(time)"};

def item:
  if comparison
  then
    if .control then left("the control row")
    elif .change == null then left("rows that are '\(.verdict)' and have no change")
    else {line: "benchpipe_change_ratio\({suite: $head.suite, benchmark: .id, variant, metric, verdict,
      gate: (.gate == true)} + params | labels) \(.change)\(time)"} end
  else ran(
    metrics as $m
    | sample("median"; $m; $m.value.median),
      (if $m.value.ci95 then sample("ci95_low"; $m; $m.value.ci95[0]), sample("ci95_high"; $m; $m.value.ci95[1]) else empty end))
  end;

def finish: "# EOF";

document(begin; item; finish)
