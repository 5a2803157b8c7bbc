# The reference values of tests/unit/stats.c and tests/unit/rank.c, computed
# with R 4.2.2: Rscript tests/data/stats.R
show <- function(what, ...) cat(what, format(c(...), digits = 15), "\n")
# s(n, a, b) / 10 + c is the sample that the tests call series(n, a, b, c)
s <- function(n, a, b, c) ((1:n) * a) %% b / 10 + c

for (v in list(s(9, 37, 101, 3), s(10, 53, 103, 3.05), c(1e12, 1e12 + 1, 1e12 + 4), c(1e-12, 3e-12, 2e-12, 7e-12)))
	show("summary", mean(v), median(v), min(v), max(v), sd(v), mad(v, constant = 1), quantile(v, c(.25, .75)))
show("binomial rank", sapply(c(6, 9, 10, 25, 100, 1000, 5000, 100000), function(n) {
	k <- qbinom(0.025, n, 0.5) + 2
	while (pbinom(k, n, 0.5) > 0.025) k <- k - 1
	k
}))
show("normal quantile", qnorm(c(0.975, 0.8, 1e-10, 0.3)))
show("normal tail", pnorm(c(1, 6, 30), lower.tail = FALSE))

for (n in list(c(4, 4), c(5, 7), c(10, 10), c(20, 15), c(49, 50), c(50, 50))) {
	x <- s(n[1], 37, 101, 3)
	y <- s(n[2], 53, 103, 3.05)
	w <- wilcox.test(x, y, exact = TRUE)
	l <- wilcox.test(log(y), log(x), exact = TRUE, conf.int = TRUE)
	d <- wilcox.test(y, x, exact = TRUE, conf.int = TRUE)
	show(paste("mann-whitney", n[1], n[2]), w$statistic, w$p.value, exp(c(l$estimate, l$conf.int)), d$estimate, d$conf.int)
}
for (n in list(c(60, 80), c(100, 55))) {
	w <- wilcox.test(s(n[1], 37, 41, 3), s(n[2], 53, 43, 3.2), exact = FALSE)
	v <- wilcox.test(s(n[1], 37, 101, 3), s(n[2], 53, 103, 3.05), exact = FALSE)
	show(paste("mann-whitney normal", n[1], n[2]), w$statistic, w$p.value, v$statistic, v$p.value)
}
for (n in c(6, 10, 20, 50)) {
	d <- s(n, 37, 101, 0.003 - 4) + (1:n) / 1000
	w <- wilcox.test(d, exact = TRUE, conf.int = TRUE)
	show(paste("signed rank", n), w$statistic, w$p.value, w$estimate, w$conf.int)
}
for (n in c(60, 90)) {
	w <- wilcox.test(s(n, 37, 41, -1.5), exact = FALSE)
	show(paste("signed rank normal", n), w$statistic, w$p.value)
}
p <- c(0.01, 0.04, 0.03, 0.005, 0.5, 0.04, 0.9, 0.0001, 1, 0.2)
show("BH", p.adjust(p, "BH"))
show("rank of differences", sapply(c(4, 5, 6, 8, 10, 15, 20, 30, 50), function(n) qwilcox(0.025, n, n)), qwilcox(0.025, 3, 8), qwilcox(0.025, 2, 8))
show("rank of averages", sapply(c(6, 7, 8, 10, 15, 20, 30, 50), function(n) qsignrank(0.025, n)))
