# mitata: what it prints
#: reader lines
#: keep group ~ ^• (.+)$
#: row name time# unit ~ ^([^ ].*[^ ]|[^ ]) +([0-9][0-9.']*) (ps|ns|µs|us|ms|s)/iter.*$
#: row name failed ~ ^([^ ].*[^ ]|[^ ]) +error: (.*)$
#: sign ^benchmark +(avg|time) .*min …

# The mean is all that both of its layouts have in common. A name may come again in another group.
{name}
+ (if .group then {params: {group}} else {} end)
+ (if .failed then {status: "failed", reason: .failed}
   else {metrics: {duration_ms: {unit, samples: .time}}} end)
