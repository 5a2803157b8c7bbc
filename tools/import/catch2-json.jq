# Catch2: -r json
#: reader json
#: sign "catch2-version"[[:space:]]*:
#: sign "test-run"[[:space:]]*:

error("Catch2's JSON does not have what its benchmarks measured; use its reporter 'xml'")
