# hyperfine: --export-json FILE
#: reader json
#: rows .results[]
#: sign "results"[[:space:]]*:
#: sign "command"[[:space:]]*:
#: sign "(times|mean)"[[:space:]]*:

def seconds: select(. != null) | {unit: "s", median: .};

{
  name: .command,
  params: (.parameters // {}),
  metrics: (
    (if (.times // []) | length > 0 then {duration_ms: {unit: "s", samples: .times}}
     else {duration_ms: {unit: "s", median: (.median // .mean)}} end)
    + (if .user != null then {user_ms: (.user | seconds)} else {} end)
    + (if .system != null then {system_ms: (.system | seconds)} else {} end)
    + (if (.memory_usage_byte // []) | length > 0
       then {memory_mb: {unit: "B", samples: .memory_usage_byte}} else {} end))
}
