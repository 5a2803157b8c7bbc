# asv: what it prints
#: reader lines
#: row name value# deviation unit ~ ^\[ *[0-9.]+%\] ··· ([^ ]+) +([0-9.]+)(±[0-9.]+)?([a-zµμ]*)$
#: row name failed ~ ^\[ *[0-9.]+%\] ··· ([^ ]+) +(failed|n/a)$
#: row name table ~ ^\[ *[0-9.]+%\] ··· ([^ ]+) +([0-9]+/[0-9]+ failed|ok)$
#: sign ^\[ *[0-9.]+%\] ··· 

def times: {"ns": "ns", "μs": "us", "µs": "us", "us": "us", "ms": "ms", "s": "s", "m": "min"}[.];
def sizes: {"": 1, "k": 1e3, "M": 1e6, "G": 1e9}[.];

# The values of parameters are in a table of many shapes, which has no samples either.
{name}
+ (if .table then {status: "failed", reason: "\(.table): asv prints a table of its parameters; the file of the run has them, which format asv reads"}
   elif .failed then {status: "failed", reason: .failed}
   else .unit as $u | .value as $v
     | if $u | times then {metrics: {duration_ms: {unit: ($u | times), median: $v[0]}}}
       else {metrics: {value: {median: ($v[0] * (($u | sizes) // 1))}}} end
   end)
