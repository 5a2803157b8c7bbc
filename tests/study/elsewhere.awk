# elsewhere.awk: the table of tests/study/elsewhere out of its lines: the second machine, 100 or 120
# percent of work, and the verdicts of the first machine, of the second, and of both.
# KINDS are the second machines, in their order.
{ n[$1, $2]++; a = $3 == "regression"; b = $4 == "regression"
	one[$1, $2] += a; two[$1, $2] += b; ab[$1, $2] += a && b
	joint[$1, $2] += $5 == "regression";
	differs[$1, $2] += $5 == "machine-dependent"; open[$1, $2] += a && $5 == "inconclusive" }
function share(x, of) { return sprintf("%d of %d (%.1f %%)", x, of, of ? 100 * x / of : 0) }
# The correlation of two answers that are yes or no: phi, of Pearson.
function phi(k,  m, p, q) { m = n[k]; p = one[k] / m; q = two[k] / m
	return p * (1 - p) * q * (1 - q) > 0 ? sprintf("%+.2f", (ab[k] / m - p * q) / sqrt(p * (1 - p) * q * (1 - q))) : "–" }
END {
	print "| second machine | change | red on the first | red on the second | red on both | would be, were they independent | correlation | `regression` of both | `machine-dependent` | `inconclusive` of the red |"
	print "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
	split(kinds, kind, " ")
	for (i = 1; i in kind; i++)
		for (percent = 100; percent <= 120; percent += 20) {
			k = kind[i] SUBSEP percent
			printf "| %s | %s | %s | %s | %s | %.1f %% | %s | %s | %d | %d |\n", kind[i], percent == 100 ? "none" : "+20 %",
				share(one[k], n[k]), share(two[k], n[k]), share(ab[k], n[k]), 100 * one[k] * two[k] / n[k] / n[k], phi(k),
				share(joint[k], n[k]), differs[k], open[k]
		}
}
