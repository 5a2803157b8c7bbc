# k6: --summary-export FILE, and handleSummary()'s data
#: reader json
#: sign "metrics"[[:space:]]*:
#: sign "(http_req_duration|iterations|vus|data_received|checks)"[[:space:]]*:

# Of trends the median is compared, of rates and counts their value; a trend is in milliseconds.
def number_of($names): . as $v | [$names[] | $v[.]? | numbers][0];

{name: "k6", metrics: (.metrics | with_entries(
    (.value.values // .value) as $v
    | (.value.type // (if $v | has("med") then "trend" elif $v | has("rate") and has("count") then "counter"
        elif $v | has("passes") then "rate" else "gauge" end)) as $type
    | ($v | if $type == "trend" then number_of(["med", "avg"])
        elif $type == "counter" then number_of(["rate", "count"])
        elif $type == "rate" then number_of(["rate", "value"])
        else number_of(["value"]) end) as $x
    | .value = (if $x == null then null else
        {unit: (if $type == "trend" and (.value.contains // "time") == "time" then "ms"
                elif $type == "counter" then "1/s" else "" end),
         better: (if $type == "counter" or $type == "rate" and (.key | test("fail") | not) then "higher" else "lower" end),
         gate: (.key == "http_req_duration" or .key == "iteration_duration"), median: $x} end))
  | with_entries(select(.value != null)))}
