# ReBenchDB: what ReBench sends to it
#: also rebenchdb-payload
#: reader json
#: rows .data[]
#: head criteria source startTime env
#: sign "runId"[[:space:]]*:
#: sign "(criteria|startTime)"[[:space:]]*:

def given: with_entries(select(.value != null and .value != "" and .value != "None"));

# "HEAD -> main, origin/main" is what git says of a commit.
def branch: ltrimstr("HEAD -> ") | split(", ")[0];

."$in" as $in
| .runId as $id
| ([.d[] | [.m[]?] | to_entries[] | .key as $i | [.value[]? | numbers] | select(length > 0)
    | {c: $i, v: .}] | group_by(.c)) as $measured
| {name: $id.benchmark.name,
   params: ({executor: $id.benchmark.suite.executor.name, suite: $id.benchmark.suite.name,
             extra: $id.extraArgs, cores: $id.cores, size: $id.inputSize, variable: $id.varValue}
            | given | map_values(tostring)),
   metrics: ([$measured[] | .[0].c as $c
     | ($in.criteria | map(select(.i == $c))[0]) as $what
     | {key: (if $what.c == "total" then "duration_ms" else $what.c // "value" end),
        value: {unit: ($what.u // ""), gate: ($what.c == "total"), samples: map(.v[])}}] | from_entries)}
  + (if $in.startTime then
      {run: ({timestamp: $in.startTime, commit: $in.source.commitId, ref: ($in.source.branchOrTag // "" | branch),
              environment: ({os: $in.env.osType, cpu_model: $in.env.cpu, runner: $in.env.hostName} | given)}
             | given)}
     else {} end)
