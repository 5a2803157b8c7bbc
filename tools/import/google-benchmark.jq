# Google Benchmark: --benchmark_format=json or --benchmark_out=FILE
#: reader json
#: rows .benchmarks[]
#: each *
#: same threads
#: drop repetitions repetition_index family_index per_family_instance_index iterations
#: sign "(run_name|cpu_time|real_time)"[[:space:]]*:
#: sign "benchmarks"[[:space:]]*:
