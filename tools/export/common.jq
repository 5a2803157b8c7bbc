# What the formats share; $head is the document without its benchmarks or rows. A format ends
# with document() or gathered() of three functions:
# begin, finish: text at the two ends, or none
# item: of a benchmark or a row, any number of
#   {line: TEXT}, {element: TEXT} with a comma between two, {keep: X} for gathered()
#   {once: TEXT} unless it is there already, {set: TEXT} unless it is the last one set
#   {name: TEXT}, which no two may have; {left: WHY}, what the format has no place for

def left($why): {left: $why};

# Fifteen digits: what a change of unit adds behind them is no measurement.
def tidy:
  if . == 0 or fabs >= 1e15 or fabs < 1e-280 then .
  else pow(10; 14 - (fabs | log10 | floor)) as $p | (. * $p | round) / $p end;

def divisor: {ns: 1e9, us: 1e6, "µs": 1e6, "μs": 1e6, ms: 1e3}[.];
def factor: {s: 1, min: 60, h: 3600}[.];
# A function of a number of this unit, as [divisor, factor] of seconds or bytes; or null.
def of_seconds: if divisor then [divisor, 1] elif factor then [1, factor] else null end;
def of_bytes:
  {B: 1, kB: 1e3, KB: 1e3, MB: 1e6, GB: 1e9, KiB: 1024, MiB: 1048576, GiB: 1073741824}[.]
  | if . then [1, .] else null end;
def scaled($by): . / $by[0] * $by[1] | tidy;

# Whether a text is of ASCII letters, digits, "-", "_", "." and "~" alone: most names and units are,
# and need none of the regular expressions that take ten times as long.
def simple: @uri == .;

# The metrics of a benchmark that the options leave, as {key, value}.
def metrics:
  (.metrics // {}) | to_entries[]
  | select($metrics == [] or (.key as $k | $metrics | index([$k]) != null))
  | select(.value.median != null);

# The values of a metric: its samples, or the one value there is.
def measured: [(.samples // [.median])[] | select(. != null)];

# A name that tells variants apart, unless --variant left one.
def called: .id + (if .variant and $variant == "" then "/variant=" + .variant else "" end);

# What did not run has no values.
def ran(f):
  if .control then left("the control row")
  elif (.status // "ok") != "ok" then left("a benchmark that is '\(.status)'")
  elif [metrics] == [] then left("a benchmark without a value of the wanted metrics")
  else f end;

# Seconds since 1970 of a timestamp, or null.
def epoch: if . == null then null else (try (sub("\\.[0-9]+"; "") | fromdateiso8601) catch null) end;

# What goes to bench-export: "o" and a line of the document, "n" and what was left out, "k" and a
# name that no two may have, "x" once something of the input is in the document.
def shown: if contains("\n") then split("\n") | map("o" + .)[] else "o" + . end;
def told: if .left then "n" + (.left | gsub("\\p{C}"; "?")) elif .name then "k" + (.name | tojson) else empty end;

def chosen: inputs | select($variant == "" or has("verdict") or .variant == $variant);

# Benchmarks or rows are read one at a time. The state stays small: jq 1.6 copies what it changes.
def document(begin; item; finish):
  foreach ((begin | {text: .}), (chosen | item), {end: true}) as $x
    ({set: "pkg:", once: {}};
     .out = null
     | if $x.end then .out = .pending
       elif $x.element then .out = (if .pending then .pending + "," else null end) | .pending = $x.element | .some = true
       elif $x | has("set") then if .set == $x.set then . else .set = $x.set | .out = $x.set end
       elif $x.once then if .once[$x.once] then . else .once[$x.once] = true | .out = $x.once end
       elif $x.text then .out = $x.text
       elif $x.line then .out = $x.line | .some = true
       else . end;
     (.out | select(. != null) | shown),
     ($x | told),
     if $x.end then (finish | shown), (if .some then "x" else empty end) else empty end);

# The same for a format whose beginning needs all of them: finish gets what was kept.
def gathered(begin; item; finish):
  [chosen | item] as $all
  | [$all[] | .keep | select(. != null)] as $kept
  | (begin | shown), ($kept | finish | shown), ($all[] | told), (if $kept == [] then empty else "x" end);

# github-action-benchmark reads null as 0 and shows what gates, since it alerts on each.
def action_benchmark($better):
  ran(metrics as $m
    | if $metrics == [] and $m.value.gate == false then left("values of '\($m.key)', which does not gate")
      elif $m.value.better != $better
      then left("values of '\($m.key)', of which \($m.value.better) is better")
      else
        (called + (if $m.key == "duration_ms" then "" else " " + $m.key end)) as $name
        | ($m.value | measured | length) as $n
        | {name: $name},
          {element: ({name: $name, unit: $m.value.unit, value: $m.value.median}
            + (if $m.value.stddev then {range: "± \($m.value.stddev | tidy)", extra: "median of \($n) invocations"}
               else {} end) | tojson)}
      end);
