# Apache Otava and Hunter: a CSV file of one line, with a column a series
#: also otava-csv hunter
#: of results

def begin: empty;

def item: ran(
  metrics as $m
  | (called + " " + $m.key) as $name
  | {name: $name}, {keep: [$name, $m.value.median]});

def finish:
  ([$head.timestamp // "", $head.environment.git_commit // ""]) as $fixed
  | (["time", "commit"] + [.[][0]] | @csv), ($fixed + [.[][1]] | @csv);

gathered(begin; item; finish)
