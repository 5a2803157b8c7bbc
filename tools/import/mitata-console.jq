# mitata: what it prints
#: reader lines
#: keep group ~ ^• (.+)$
#: forget ~ ^-+ -+$
#: row name time# unit ~ ^([^ ].*[^ ]|[^ ]) +([0-9][0-9.']*) (ps|ns|µs|us|ms|s)/iter.*$
#: row name failed ~ ^([^ ].*[^ ]|[^ ]) +error: (.*)$
#: sign ^benchmark +(avg|time) .*min …

# The mean is all that both of its layouts have in common. A name may come again in another group; behind a group a line
# alone, without a title above it, begins what is in none.
{name}
+ (if .group then {params: {group}} else {} end)
+ (if .failed then {status: "failed", reason: .failed}
   else {metrics: {duration_ms: {unit, samples: .time}}} end)
