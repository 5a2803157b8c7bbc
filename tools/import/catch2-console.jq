# Catch2: what it prints
#: also catch2
#: reader lines
#: begin name samples iterations ~ ^([^ ].*[^ ]) +([0-9]+) +([0-9]+) +[0-9.]+ (ns|us|ms|s|m) *$
#: add mean# unit low# lowunit high# highunit ~ ^ +([0-9.]+) (ns|us|ms|s|m) +([0-9.]+) (ns|us|ms|s|m) +([0-9.]+) (ns|us|ms|s|m) *$
#: add more mean# unit low# lowunit high# highunit ~ ^([^ ].*[^ ]) +([0-9.]+) (ns|us|ms|s|m) +([0-9.]+) (ns|us|ms|s|m) +([0-9.]+) (ns|us|ms|s|m) *$
#: begin name ~ ^([^ -=~.].*[^ ]) *$
#: add samples iterations ~ ^ +([0-9]+) +([0-9]+) +[0-9.]+ (ns|us|ms|s|m) *$
#: sign ^benchmark name +samples +iterations
#: sign ^ +mean +low mean

# Two such lines follow a name: the mean, and the standard deviation.
select(.mean)
# A long name goes on before the mean.
| {name: ([.name, .more] | map(select(.)) | join(" ")), metrics: {duration_ms: {unit: (.unit | if . == "m" then "min" else . end), median: .mean[0]}}}
