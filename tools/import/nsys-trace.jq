# Nsight Systems (CUPTI): nsys stats -f csv -r cuda_gpu_trace, each kernel and each copy
#: also cupti
#: reader csv
#: sign ^"?Start \(ns\)"?,"?Duration \(ns\)"?,"?CorrId"?,

{name: .Name, params: (if (.Device // "") != "" then {device: .Device} else {} end),
 metrics: {duration_ms: {unit: "ns", samples: [."Duration (ns)" | tonumber]}}}
