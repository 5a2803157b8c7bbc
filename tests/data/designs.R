# The reference values of tests/unit/designs.c and tests/bench-diff-designs.bats,
# computed with R 4.2.2: Rscript tests/data/designs.R
show <- function(what, ...) cat(what, format(c(...), digits = 15), "\n")
x <- c(10.1, 9.8, 10.4, 10.0, 9.9, 10.2, 10.3, 9.7, 10.05, 10.15, 9.95, 10.25)
y <- c(10.4, 10.1, 10.5, 10.35, 10.1, 10.6, 10.4, 10.2, 10.3, 10.2, 10.3, 10.75)
w <- wilcox.test(log(y), log(x), paired = TRUE, exact = TRUE, conf.int = TRUE)
show("12 pairs", w$p.value, exp(c(w$estimate, w$conf.int)) - 1)
i <- 1:60
a <- 100 + (i * 37) %% 101 / 10 + i / 1000
b <- 101 + (i * 53) %% 103 / 10 + i / 500
v <- wilcox.test(log(b), log(a), paired = TRUE, exact = FALSE)
e <- wilcox.test(log(b), log(a), paired = TRUE, exact = TRUE, conf.int = TRUE)
show("60 pairs", v$p.value, exp(e$estimate) - 1)
show("BH", p.adjust(c(w$p.value, v$p.value), "BH"))
show("student", 2 * pt(-2, 1), 2 * pt(-2, 3), 2 * pt(-0.5, 4.5), 2 * pt(-12, 40), 2 * pt(-1e-3, 7), 2 * pt(-30, 2))
show("quantile", qt(.975, 1), qt(.975, 2), qt(.975, 4), qt(.975, 100), qt(.9995, 3), qt(.6, 5))
t <- t.test(log(c(10.6, 10.9)), log(c(10, 10.3, 9.8)), var.equal = TRUE)
show("sessions", exp(-diff(t$estimate)) - 1, exp(t$conf.int) - 1, t$p.value)
# Three sessions of eight pairs each, of which head is slower by 2, 5 and 3 %.
hl <- function(d) as.numeric(wilcox.test(d, exact = TRUE, conf.int = TRUE)$estimate)
head <- function(i, s) 100 * (1 + c(0.02, 0.05, 0.03)[s]) * (1 + ((i * 5 + s * 3) %% 8 + i / 10) / 1000)
d <- sapply(1:3, function(s) sapply(0:7, function(i) log(head(i, s) / 100)))
t <- t.test(apply(d, 2, hl))
show("sessions of pairs", expm1(t$estimate), expm1(t$conf.int), t$p.value)
c <- d - hl(as.vector(d))
score <- sign(c) * rank(abs(c))
show("by sessions", sum(colSums(score)^2) / sum(score^2) * 3 / 2 * 23 / 24)
