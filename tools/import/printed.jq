# Lines of any program: a name, and behind it a time or a rate
#: reader lines
#: keep heading ~ ^[[:space:]]*([[:alpha:]][^0-9]*[[:alnum:])])[[:space:]]*:[[:space:]]*$
#: row name time# unit rate# rateunit ~ ^[^[:alnum:]]*([[:alpha:]_][^:=|]*[[:alnum:])_])[[:space:]:=|,]+([0-9][0-9.,]*) ?(ns|us|µs|ms|s|sec|secs|seconds?)[/, |;(]+([0-9][0-9.,]*) ?([[:alpha:]]+/s(ec)?(ond)?)([^[:alpha:]].*)?$
#: row name rate# rateunit ~ ^[^[:alnum:]]*([[:alpha:]_][^:=|]*[[:alnum:])_])[[:space:]:=|,]+([0-9][0-9.,]*) ?([[:alpha:]]+/s(ec)?(ond)?)([^[:alpha:]].*)?$
#: row name time# unit ~ ^[^[:alnum:]]*([[:alpha:]_][^:=|]*[[:alnum:])_])[[:space:]:=|,]+([0-9][0-9.,]*) ?(ns|us|µs|ms|s|sec|secs|seconds?)(/[[:alpha:]]+)?([^[:alpha:]/].*)?$
#: row rate# rateunit ~ ^[[:space:]]*[0-9][0-9.,]* ?[[:alpha:]]+[[:space:]:=|,]+([0-9][0-9.,]*) ?([[:alpha:]]+/s(ec)?(ond)?)([^[:alpha:]].*)?$

def time_unit: {ns: "ns", us: "us", "µs": "us", ms: "ms"}[.] // "s";

# Where a line has both, the rate is the time in other words. A line without a name has that of
# the heading above it.
{name: (.name // .heading // "printed")}
+ {metrics: (
    (if .time then {duration_ms: {unit: (.unit | time_unit), samples: .time}} else {} end)
    + (if .rate then {rate: {unit: .rateunit, better: "higher", gate: (.time == null), samples: .rate}} else {} end))}
