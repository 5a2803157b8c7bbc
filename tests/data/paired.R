# The reference values for pairs of tests/unit/exchange.c, tests/unit/paired.c,
# tests/unit/designs.c and tests/bench-diff-designs.bats, computed with R 4.2.2:
# Rscript tests/data/paired.R
source("tests/data/exchange.R")
frac <- function(v) v - floor(v)
make <- function(n, spread, heavy, effect) {
  i <- seq_len(n); u <- frac(i * 0.6180339887498949); v <- frac(i * 0.7548776662466927); w <- frac(i * 0.5698402909980532)
  base <- 100 * (1 + spread * u); head <- 100 * (1 + effect) * (1 + spread * v)
  k <- w < heavy; base[k] <- base[k] * (1.5 + v[k]); k <- frac(w + 0.4) < heavy; head[k] <- head[k] * (1.5 + u[k])
  list(base, head)
}
show <- function(what, v) cat(what, ":", if (is.character(v)) v else format(v, digits = 12), "\n")
for (a in list(c(6, .1, 0, .05), c(8, .05, 0, .03), c(13, .2, 0, .02), c(16, .02, .15, .01), c(20, .05, .2, .02),
    c(39, .005, .35, .01), c(40, .2, 0, 0), c(40, .02, .2, .02), c(48, .02, .3, .03), c(48, .01, .45, .05))) {
  m <- do.call(make, as.list(a)); show(paste(a, collapse = ", "), paired(m[[1]], m[[2]]))
}
# Counted, and approximated, p of 21, 24 and 28 pairs.
for (n in c(21, 24, 28)) for (e in c(.005, .01, .015)) {
  m <- make(n, .05, .2, e); v <- scores(log(m[[1]]), log(m[[2]])); show(paste("p of", n, e), c(exact(v), saddlepoint(v)))
}
x <- c(10.1, 9.8, 10.4, 10.0, 9.9, 10.2, 10.3, 9.7, 10.05, 10.15, 9.95, 10.25)
y <- c(10.4, 10.1, 10.5, 10.35, 10.1, 10.6, 10.4, 10.2, 10.3, 10.2, 10.3, 10.75)
show("twelve", paired(x, y)); show("twelve, alone", unlist(exchange(log(x), log(y))[1:4]))
ties <- exchange(c(3, 3, 4, 5, 4, 3), c(4, 4, 4, 6, 5, 4)); show("ties", unlist(ties[1:4]))
i <- 1:60; show("sixty", paired(100 + (i * 37) %% 101 / 10 + i / 1000, 101 + (i * 53) %% 103 / 10 + i / 500))
# Three sessions of eight pairs, of which head is slower by 2, 5 and 3 %: each is one value; and
# how much more they differ than their pairs explain, all brought to one level.
slowed <- function(i, s) 100 * (1 + c(0.02, 0.05, 0.03)[s]) * (1 + ((i * 5 + s * 3) %% 8 + i / 10) / 1000)
h <- sapply(1:3, function(s) log(slowed(0:7, s))); b <- matrix(log(100), 8, 3)
t <- t.test(sapply(1:3, function(s) exchange(b[, s], h[, s])$e))
show("sessions of pairs", c(expm1(t$estimate), expm1(t$conf.int), t$p.value))
level <- apply((b + h) / 2, 2, median)
s <- matrix(exchange(as.vector(sweep(b, 2, level)), as.vector(sweep(h, 2, level)))$score, 8)
show("by sessions", sum(colSums(s)^2) / sum(s^2) * 3 / 2 * 23 / 24)
