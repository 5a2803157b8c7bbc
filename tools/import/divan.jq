# divan: what it prints
#: reader lines
#: keep one ~ ^[^ ]+─ ([^│]*[^ │]) +│ +│ +│ .*$
#: keep p two ~ ^(│  |   )[^ ]+─ ([^│]*[^ │]) +│ +│ +│ .*$
#: keep p q three ~ ^(│  |   )(│  |   )[^ ]+─ ([^│]*[^ │]) +│ +│ +│ .*$
#: row name low# lowunit high# highunit median# unit mean# meanunit ~ ^[^ ]+─ ([^│]*[^ │]) +([0-9.]+) ([^ │]+) +│ ([0-9.]+) ([^ │]+) +│ ([0-9.]+) ([^ │]+) +│ ([0-9.]+) ([^ │]+) +│ .*$
#: row in1 name low# lowunit high# highunit median# unit mean# meanunit ~ ^(│  |   )[^ ]+─ ([^│]*[^ │]) +([0-9.]+) ([^ │]+) +│ ([0-9.]+) ([^ │]+) +│ ([0-9.]+) ([^ │]+) +│ ([0-9.]+) ([^ │]+) +│ .*$
#: row in1 in2 name low# lowunit high# highunit median# unit mean# meanunit ~ ^(│  |   )(│  |   )[^ ]+─ ([^│]*[^ │]) +([0-9.]+) ([^ │]+) +│ ([0-9.]+) ([^ │]+) +│ ([0-9.]+) ([^ │]+) +│ ([0-9.]+) ([^ │]+) +│ .*$
#: row in1 in2 in3 name low# lowunit high# highunit median# unit mean# meanunit ~ ^(│  |   )(│  |   )(│  |   )[^ ]+─ ([^│]*[^ │]) +([0-9.]+) ([^ │]+) +│ ([0-9.]+) ([^ │]+) +│ ([0-9.]+) ([^ │]+) +│ ([0-9.]+) ([^ │]+) +│ .*$
#: sign fastest +│ slowest +│ median +│ mean +│ samples

# A benchmark of modules, of types and of arguments is deeper in the tree: these are its name, too.
{
  name: ([(if .in1 then .one else empty end), (if .in2 then .two else empty end), (if .in3 then .three else empty end), .name]
    | join("/")),
  metrics: {duration_ms: {unit, samples: .median}, mean: {unit: .meanunit, gate: false, samples: .mean}}
}
