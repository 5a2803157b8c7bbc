# OpenVINO: the counters of benchmark_app, -report_type average_counters or detailed_counters
#: also openvino-counters
#: reader csv
#: separator ;
#: sign ^layerName;execStatus;layerType;execType;

def number: gsub(","; ".") | tonumber;

# Older versions write the two times with other names, or with their unit behind each number.
def time($name): [to_entries[] | select(.key | startswith($name)) | .value | split(" ")[0]][0];

if .layerName == "" or .layerName == "Total" or .layerName == "layerName" then empty
else
  {name: .layerName, params: {type: .layerType, kernel: .execType}}
  + (if .execStatus | test("EXECUTED") then
      {metrics: {duration_ms: {unit: "ms", samples: [time("realTime") | number]},
                 cpu_ms: {unit: "ms", gate: false, samples: [time("cpuTime") | number]}}}
     else {status: "skipped", reason: "it was not run (\(.execStatus | ascii_downcase))"} end)
end
