# The change that 'make demo' finds: half as many passes more to count.
s/COUNT_PASSES = 40/COUNT_PASSES = 60/
