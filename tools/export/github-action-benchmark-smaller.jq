# github-action-benchmark: customSmallerIsBetter
#: also customSmallerIsBetter github-action-benchmark
#: of results

def begin: "[";

def item: action_benchmark("lower");

def finish: "]";

document(begin; item; finish)
