# Phoronix Test Suite: composite.xml
#: reader xml
#: rows Result
#: sign <PhoronixTestSuite>

def child($tag): ."$content"[]? | select(."$tag" == $tag);
def text($tag): [child($tag) | ."$content"[]? | ."$text" // empty][0];

# What is said of it is in no table: seconds are times, and LIB is "lower is better".
def unit: {"Seconds": "s", "ms": "ms", "Milliseconds": "ms", "Microseconds": "us", "us": "us"}[.];

."$row" as $r
| ($r | text("Scale")) as $scale
| ($scale // "" | unit) as $time
| $r | child("Data") | child("Entry")
| . as $e
| [($e | text("RawString")) // "" | split(":")[] | tonumber?] as $raw
| ($e | text("Value")) as $value
| {name: ($r | text("Title")),
   params: ({test: ($r | text("Description")), system: ($e | text("Identifier"))} | with_entries(select(.value != null and .value != "")))}
  + (if $value == null then {status: "failed", reason: "it has no value"}
     else {metrics: {(if $time then "duration_ms" else "value" end):
       ({unit: ($time // $scale // ""), better: (if ($r | text("Proportion")) == "HIB" then "higher" else "lower" end)}
        + if ($raw | length) > 1 then {samples: $raw} else {median: ($value | tonumber)} end)}} end)
