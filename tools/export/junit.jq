# JUnit XML: a test a benchmark, or of a comparison a row
#: of results comparison

def comparison: $head.schema | tostring | startswith("benchpipe/comparison");

# XML knows no other control characters, and no half of a pair.
def text:
  tostring | explode
  | map(if (. < 32 and . != 9 and . != 10 and . != 13) or . == 127 or . == 65534 or . == 65535 or (. >= 55296 and . <= 57343)
        then 65533 else . end)
  | implode | @html | gsub("\n"; "&#10;") | gsub("\t"; "&#9;") | gsub("\r"; "&#13;");

def percent: . * 1000 | round / 10 | "\(if . > 0 then "+" else "" end)\(.) %";

# What fails the job, and every verdict that is worse.
def failing:
  ($head.policy.fail_on // ["regression", "failed", "removed", "unmeasured"])
  | if index(["inconclusive"]) then . + ["machine-dependent", "worse", "unmeasured"] else . end
  | if index(["worse"]) or index(["machine-dependent"]) then . + ["regression"] else . end
  | . + ["exceeded"];

def fails:
  .gate != false and .waived == null
  and ((.verdict as $v | failing | index([$v]) != null)
       or (.drift.verdict == "regression" and (failing | index(["drift"]) != null)));

def told:
  [.metric // empty, (.change | select(. != null) | percent), .verdict, .severity // empty, .reason // empty] | join(": ");

def test($name; $time; $inside):
  {keep: "<testcase classname=\"\($head.suite // "benchpipe" | text)\" name=\"\($name | text)\"\(
    if $time then " time=\"\($time)\"" else "" end)\(if $inside == "" then "/>" else ">\($inside)</testcase>" end)"};

def row:
  test(.id + (if .variant then "/variant=" + .variant else "" end) + (if .metric then " " + .metric else "" end); null;
    if fails then "<failure type=\"\(.verdict | text)\" message=\"\(told | text)\"/>"
    elif .verdict as $v | ["placement", "inconclusive", "machine-dependent", "incomparable", "unmeasured", "failed", "removed"] | index([$v]) != null
    then "<skipped message=\"\(told | text)\"/>" else "" end);

def benchmark:
  (.metrics.duration_ms as $m | if $m.median != null and $m.unit
     then ($m.unit | of_seconds) as $by | if $by then $m.median | scaled($by) else null end else null end) as $time
  | test(called; $time;
      if (.status // "ok") == "ok" then ""
      elif .status == "skipped" then "<skipped message=\"\(.reason // "skipped" | text)\"/>"
      else "<failure type=\"\(.status | text)\" message=\"\(.reason // .status | text)\"/>" end);

def begin: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

def item: if .control then left("the control row") elif comparison then row else benchmark end;

def finish:
  . as $c
  | ([$c[] | select(contains("<failure type="))] | length) as $failed
  | (if comparison and $failed == 0 and ($head.summary.verdict // "pass") != "pass"
     then [test("(comparison)"; null; "<failure type=\"\($head.summary.verdict | text)\" message=\"the comparison as a whole: \($head.summary.verdict | text)\"/>").keep]
     else [] end) as $whole
  | (if comparison then [$head.budget.rows[]? | select(.state == "overdrawn")] else [] end) as $overdrawn
  | [$overdrawn[] | test("(budget) \(.id) \(.metric)"; null; "<failure type=\"overdrawn\" message=\"\("\(.spent | percent) spent in the release: the budget is overdrawn" | text)\"/>").keep] as $budget
  | ($c + $whole + $budget) as $all
  | "<testsuites>",
    "<testsuite name=\"\($head.suite // "benchpipe" | text)\" tests=\"\($all | length)\" failures=\"\($failed + ($whole + $budget | length))\" errors=\"0\" skipped=\"\([$c[] | select(contains("<skipped message="))] | length)\"\(
      if $head.timestamp then " timestamp=\"\($head.timestamp | text)\"" else "" end)>",
    $all[], "</testsuite>", "</testsuites>";

gathered(begin; item; finish)
