# iai: cargo bench
#: reader lines
#: begin name ~ ^([A-Za-z_][A-Za-z0-9_:]*)$
#: add instructions# ~ ^ +Instructions: +([0-9,]+)
#: add l1# ~ ^ +L1 Accesses: +([0-9,]+)
#: add l2# ~ ^ +L2 Accesses: +([0-9,]+)
#: add ram# ~ ^ +RAM Accesses: +([0-9,]+)
#: add cycles# ~ ^ +Estimated Cycles: +([0-9,]+)
#: sign ^ +RAM Accesses:
#: sign ^ +Estimated Cycles:

def count: {unit: "count", gate: false, samples: .};

select(.instructions)
| {name, metrics: {
    instructions: {unit: "instructions", samples: .instructions},
    l1_accesses: (.l1 | count), l2_accesses: (.l2 | count), ram_accesses: (.ram | count),
    estimated_cycles: (.cycles | count)}}
