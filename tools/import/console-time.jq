# JavaScript: console.time() and console.timeEnd()
#: also js-console-time
#: reader lines
#: row name time# unit ~ ^(.+): ([0-9.]+) ?(ms|s)( - timer ended)?$
#: sign ^.+: [0-9.]+ ?ms - timer ended$

{name, metrics: {duration_ms: {unit, samples: .time}}}
