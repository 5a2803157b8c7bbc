# The reference values of tests/unit/designs.c and tests/bench-diff-designs.bats,
# computed with R 4.2.2: Rscript tests/data/designs.R
show <- function(what, ...) cat(what, format(c(...), digits = 15), "\n")
show("student", 2 * pt(-2, 1), 2 * pt(-2, 3), 2 * pt(-0.5, 4.5), 2 * pt(-12, 40), 2 * pt(-1e-3, 7), 2 * pt(-30, 2))
show("quantile", qt(.975, 1), qt(.975, 2), qt(.975, 4), qt(.975, 100), qt(.9995, 3), qt(.6, 5))
t <- t.test(log(c(10.6, 10.9)), log(c(10, 10.3, 9.8)), var.equal = TRUE)
show("sessions", exp(-diff(t$estimate)) - 1, exp(t$conf.int) - 1, t$p.value)
