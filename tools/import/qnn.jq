# QNN: the CSV of ONNX Runtime's QNN provider, or of qnn-profile-viewer
#: reader csv
#: sign ^Msg Timestamp,Message,Time,Unit of Measurement,Timing Source,Event Level,Event Identifier

(."Unit of Measurement" | ascii_downcase) as $unit
| (."Event Identifier" // "" | if . == "" then "(no identifier)" else . end) as $event
| {name: $event, params: ({message: .Message, level: ."Event Level", source: ."Timing Source"}
     | with_entries(select(.value != null and .value != ""))),
   metrics: (if $unit == "microsec" or $unit == "us"
     then {duration_ms: {unit: "us", samples: [.Time | tonumber]}}
     else {($unit): {unit: $unit, gate: false, samples: [.Time | tonumber]}} end)}
