# Apache Otava and Hunter: a CSV file of one series a column
#: also otava-csv
#: reader csv
#: each *
#: drop time commit branch version
#: sign ^"?time"?,
#: sign ^"?time"?,(.*,)?"?(commit|metric[0-9]*|branch)"?

{name: "series", metrics: (del(."$line") | with_entries(select(.value | type == "array")
  | .value = {samples: .value}))}
