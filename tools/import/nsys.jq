# Nsight Systems (CUPTI): nsys stats -f csv, of cuda_gpu_kern_sum, cuda_gpu_mem_time_sum or another sum
#: reader csv
#: sign ^"?Time \(%\)"?,"?Total Time \(ns\)"?,"?(Instances|Count|Num Calls|Operations)"?,

# The median is left out where an older version knows the mean only, which is another metric.
def ns($name): .[$name + " (ns)"] // "" | if . == "" then null else {unit: "ns", median: tonumber} end;

{name: (.Name // .Operation // .Range),
 metrics: ({duration_ms: ns("Med"), mean_ms: (ns("Avg") | if . then .gate = false else . end),
            total_ms: (ns("Total Time") | if . then .gate = false else . end),
            instances: {unit: "count", gate: false,
              median: ((.Instances // .Count // ."Num Calls" // .Operations) | tonumber)}}
   | with_entries(select(.value != null)))}
