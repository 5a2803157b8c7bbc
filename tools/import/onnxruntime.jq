# ONNX Runtime: the profile that a session with profiling writes, a row for each node
#: also onnxruntime-profile ort
#: reader json
#: rows .[]
#: each dur
#: drop ts pid tid ph
#: sign "cat"[[:space:]]*:[[:space:]]*"(Session|Node)"
#: sign "(model_loading_uri|model_loading_array|model_run|session_initialization|op_name)"

# Of a node the kernel's time counts; what older versions write of fences is no work.
if .cat == "Node" and (.name | endswith("_kernel_time")) then
  {name: (.name | rtrimstr("_kernel_time")),
   params: ({op: .args.op_name, provider: .args.provider} | with_entries(select(.value != null))),
   metrics: {duration_ms: {unit: "us", samples: .dur}}}
elif .cat == "Session" then
  {name: .name, metrics: {duration_ms: {unit: "us", samples: .dur}}}
else empty end
