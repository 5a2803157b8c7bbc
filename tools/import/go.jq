# Go: go test -bench
#: reader lines
#: keep pkg ~ ^pkg: (.*)$
#: row name iterations# values* ~ ^(Benchmark[^ 	]*)[ 	]+([0-9]+)[ 	]+([0-9.].*)$
#: sign ^Benchmark[^[:space:]]*[[:space:]]+[0-9]+[[:space:]]
