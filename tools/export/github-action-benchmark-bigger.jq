# github-action-benchmark: customBiggerIsBetter
#: also customBiggerIsBetter
#: of results

def begin: "[";

def item: action_benchmark("higher");

def finish: "]";

document(begin; item; finish)
