# Google Benchmark: --benchmark_format=json or --benchmark_out=FILE
#: reader json
#: rows .benchmarks[]
#: each *
#: same threads
#: drop repetitions repetition_index family_index per_family_instance_index iterations
#: sign "benchmarks"[[:space:]]*:
#: sign "(cpu_time|real_time|run_name)"[[:space:]]*:

# Rows computed of others are no runs; old files name them only in the name.
def computed:
  .run_type == "aggregate"
  or (has("run_type") | not) and (.name | test("_(mean|median|stddev|cv|BigO|RMS)$"));

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

select(computed | not)
| (.time_unit // "ns") as $unit
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
