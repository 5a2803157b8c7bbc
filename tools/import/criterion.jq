# Criterion: the folder target/criterion
#: reader folder
#: files new/benchmark.json new/estimates.json new/sample.json?

# Times of a sample are the sum of its iterations, in nanoseconds. Old versions began their
# keys with capitals.
def point: .point_estimate;

.benchmark as $b
| .estimates as $e
| (($e.median // $e.Median) | point) as $median
| (($e.mean // $e.Mean) | point) as $mean
| {name: ($b.full_id // ([$b.group_id, $b.function_id, $b.value_str] | map(select(. != null)) | join("/"))),
   metrics: (
     {duration_ms: ({unit: "ns"}
       + (if .sample then {samples: [[.sample.times, .sample.iters] | transpose[] | .[0] / .[1]]}
          else {median: $median} end)),
      mean: {unit: "ns", gate: false, median: $mean},
      median: {unit: "ns", gate: false, median: $median}}
     + (if ($e.slope // $e.Slope) then {slope: {unit: "ns", gate: false, median: (($e.slope // $e.Slope) | point)}} else {} end))}
