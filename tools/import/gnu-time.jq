# GNU time: /usr/bin/time -v, its default format, and -p
#: reader lines
#: begin name ~ ^[[:space:]]*Command being timed: "(.*)"$
#: add user# ~ ^[[:space:]]*User time \(seconds\): ([0-9.]+)$
#: add system# ~ ^[[:space:]]*System time \(seconds\): ([0-9.]+)$
#: add elapsed ~ ^[[:space:]]*Elapsed \(wall clock\) time .*: ([0-9:.]+)$
#: add memory# ~ ^[[:space:]]*Maximum resident set size \(kbytes\): ([0-9]+)$
#: add major# ~ ^[[:space:]]*Major \(requiring I/O\) page faults: ([0-9]+)$
#: add minor# ~ ^[[:space:]]*Minor \(reclaiming a frame\) page faults: ([0-9]+)$
#: add voluntary# ~ ^[[:space:]]*Voluntary context switches: ([0-9]+)$
#: add involuntary# ~ ^[[:space:]]*Involuntary context switches: ([0-9]+)$
#: end status ~ ^[[:space:]]*Exit status: ([0-9]+)$
#: row user# system# elapsed memory# ~ ^([0-9.]+)user ([0-9.]+)system ([0-9:.]+)elapsed .* ([0-9]+)maxresident\)k$
#: begin elapsed ~ ^real[[:space:]]+([0-9.]+)$
#: add user# ~ ^user[[:space:]]+([0-9.]+)$
#: end system# ~ ^sys[[:space:]]+([0-9.]+)$
#: sign (Maximum resident set size|maxresident\)k|^real[[:space:]]+[0-9.]+)
#: sign (Exit status:|elapsed |^sys[[:space:]]+[0-9.]+)

# "h:mm:ss" or "m:ss.cc"
def seconds: split(":") | map(tonumber) | reduce .[] as $v (0; . * 60 + $v);

def present: with_entries(select(.value.samples));

select(.elapsed)
| {name: (.name // "(command)")}
  + (if (.status // "0") != "0" then {status: "failed", reason: "it ended with status \(.status)"} else {} end)
  + {metrics: ({
      duration_ms: {unit: "s", samples: [.elapsed | seconds]},
      user_ms: {unit: "s", samples: .user},
      system_ms: {unit: "s", samples: .system},
      memory_mb: {unit: "KiB", samples: .memory},
      major_page_faults: {unit: "count", gate: false, samples: .major},
      minor_page_faults: {unit: "count", gate: false, samples: .minor},
      voluntary_switches: {unit: "count", gate: false, samples: .voluntary},
      involuntary_switches: {unit: "count", gate: false, samples: .involuntary}
    } | present)}
