# callgrind.out: what valgrind's callgrind and cachegrind write
#: reader lines
#: begin name ~ ^cmd: (.*)$
#: add events ~ ^events: (.*)$
#: end counts ~ ^(summary: [0-9 ]+|totals: [0-9 ]+)$
#: sign ^(cmd|events|version|creator):
#: sign ^events: .*Ir

def names: {Ir: "instructions"}[.] // .;

select(.counts and .events)
| [(.counts | split(" ")[1:][]) | select(. != "") | tonumber] as $counts
| [.events | split(" ")[] | select(. != "")] as $events
| {name, metrics: ([$events, $counts] | transpose
    | map(select(.[0] and .[1] != null)
      | {key: (.[0] | names), value: {unit: (if .[0] == "Ir" then "instructions" else "count" end),
         gate: (.[0] == "Ir"), samples: [.[1]]}}) | from_entries)}
