# asv: what it prints
#: reader lines
#: row name value# deviation unit ~ ^\[ *[0-9.]+%\] ··· ([^ ]+) +([0-9.]+)(±[0-9.]+)?([a-zµμ]*)$
#: row name failed ~ ^\[ *[0-9.]+%\] ··· ([^ ]+) +(failed|n/a)$
#: sign ^\[ *[0-9.]+%\] ··· 

def times: {"ns": "ns", "μs": "us", "µs": "us", "us": "us", "ms": "ms", "s": "s", "m": "min"}[.];
def sizes: {"": 1, "k": 1e3, "M": 1e6, "G": 1e9}[.];

{name}
+ (if .failed then {status: "failed", reason: .failed}
   else .unit as $u | .value as $v
     | if $u | times then {metrics: {duration_ms: {unit: ($u | times), median: $v[0]}}}
       else {metrics: {value: {median: ($v[0] * (($u | sizes) // 1))}}} end
   end)
