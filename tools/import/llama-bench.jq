# llama.cpp: llama-bench -o json or -o jsonl
#: reader json
#: sign "(n_prompt|n_gen)"[[:space:]]*:
#: sign "(samples_ns|avg_ns|avg_ts)"[[:space:]]*:

def row:
  (if .n_prompt > 0 and .n_gen > 0 then "pp\(.n_prompt)+tg\(.n_gen)"
   elif .n_prompt > 0 then "pp\(.n_prompt)" else "tg\(.n_gen)" end) as $test
  | {name: $test,
     params: ({model: (.model_type // .model_filename), backends: (.backends // .backend),
               threads: .n_threads, batch: .n_batch, ubatch: .n_ubatch, depth: .n_depth,
               gpu_layers: .n_gpu_layers, type_k, type_v, flash_attn}
       | with_entries(select(.value != null))),
     metrics: {
       duration_ms: ({unit: "ns"} + if (.samples_ns // []) | length > 0 then {samples: .samples_ns} else {median: .avg_ns} end),
       tokens_per_second: ({unit: "tokens/s", better: "higher"}
         + if (.samples_ts // []) | length > 0 then {samples: .samples_ts} else {median: .avg_ts} end)}};

if has("$value") then ."$value"[] | row else row end
