# gungraun and iai-callgrind: what they print
#: also iai-callgrind
#: reader lines
#: begin name ~ ^([A-Za-z_][A-Za-z0-9_]*(::[A-Za-z0-9_]+)+.*[^ ])$
#: add @key value# ~ ^ +([A-Za-z0-9][^:|]*): +([0-9.]+)[|]
#: sign ^[^ ]*[A-Za-z0-9_]+::[A-Za-z0-9_]+.*
#: sign ^ +[^:|]*Instructions: .*[|]

def rate: endswith("Rate");

def kept: del(.name, ."$line");

select(.Instructions // (kept | length > 0))
| {name, metrics: (kept | with_entries(
    if .key == "Instructions" then {key: "instructions", value: {unit: "instructions", samples: .value}}
    else .key as $k
      | .value = {unit: (if $k | rate then "%" else "count" end),
          better: (if $k | test("Hit Rate$") then "higher" else "lower" end), gate: false, samples: .value}
    end))}
