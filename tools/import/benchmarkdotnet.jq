# BenchmarkDotNet: JsonExporter, *-report-full.json
#: reader json
#: rows .Benchmarks[]
#: sign "Benchmarks"[[:space:]]*:
#: sign "HostEnvironmentInfo"[[:space:]]*:

{name: (.FullName // ([.Namespace, .Type, (.MethodTitle // .Method)] | map(select(. != null and . != "")) | join(".")))}
+ (if .Statistics == null then {status: "failed", reason: "it has no statistics"}
   else
     {metrics: (
       (if (.Statistics.OriginalValues // []) | length > 0
        then {duration_ms: {unit: "ns", samples: .Statistics.OriginalValues}}
        else {duration_ms: {unit: "ns", median: (.Statistics.Median // .Statistics.Mean)}} end)
       + {mean: {unit: "ns", gate: false, median: .Statistics.Mean},
          median: {unit: "ns", gate: false, median: .Statistics.Median}}
       + (if .Memory.BytesAllocatedPerOperation != null
          then {allocated: {unit: "B", gate: false, median: .Memory.BytesAllocatedPerOperation}}
          else {} end))}
   end)
