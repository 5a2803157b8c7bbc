# Google Benchmark: --benchmark_format=json or --benchmark_out=FILE
#: also googlebenchmark googlecpp
#: reader json
#: rows .benchmarks[]
#: each *
#: same threads
#: rather run_name name
#: moved run_name label
#: drop repetitions repetition_index family_index per_family_instance_index iterations
#: sign "benchmarks"[[:space:]]*:
#: sign "(cpu_time|real_time|run_name)"[[:space:]]*:

# Rows computed of others are no runs; old files name them only in the name.
def computed:
  .run_type == "aggregate"
  or (has("run_type") | not) and ((.name // "") | test("_(mean|median|stddev|cv|BigO|RMS)$"));

# What the benchmark counts itself; of rates more is better.
def counters:
  with_entries(select(.value | type == "array"))
  | del(.real_time, .cpu_time)
  | with_entries(
      .key as $key
      | .value = {
          unit: (if $key == "bytes_per_second" then "B/s"
                 elif $key == "items_per_second" then "items/s" else "" end),
          better: (if $key | test("per_second$") then "higher" else "lower" end),
          gate: false,
          samples: .value
        });

# Where there are runs, their median is left out: it is told from them.
def summary:
  (.aggregate_name // ((.name // "") | capture("_(?<n>mean|median)$").n? // "")) as $of
  | (.time_unit // "ns") as $unit
  | {name: (.run_name // (.name | sub("_(mean|median)$"; "")))}
    + if $of == "median" then
        {metrics: ({duration_ms: {unit: $unit, median: .real_time[0]},
                    cpu_ms: {unit: $unit, median: .cpu_time[0]}}
                   + (counters | map_values(.median = .samples[0] | del(.samples))))}
      elif $of == "mean" then
        {metrics: ({real_time: {unit: $unit, samples: .real_time},
                    cpu_time: {unit: $unit, samples: .cpu_time}} + counters
                   | with_entries(.key += "_mean"
                       | .value |= (.gate = false | .median = .samples[0] | del(.samples))))}
      else empty end;

if computed then summary else
(.time_unit // "ns") as $unit
| {name: (.run_name // .name)}
  + (if .label then {description: .label} else {} end)
  + (if .error_occurred or .skipped then
      {status: (if .skipped then "skipped" else "failed" end),
       reason: (.error_message // .skip_message // "it says no more")}
    else
      {metrics: ({
          duration_ms: {unit: $unit, samples: .real_time},
          cpu_ms: {unit: $unit, samples: .cpu_time}
        } + counters)}
    end)
end
