# exchange.h once more, for paired.R and reference.R.
# The scores of the pairs with DELTA taken from Y: Savage scores of all values, ties their mean.
scores <- function(x, y, delta = 0) {
  v <- signif(c(x, y - delta), 12); N <- length(v); n <- length(x)
  s <- ave(-rev(cumsum(rev(1/(1:N))))[rank(v, ties.method = "first")], v)
  s[n + 1:n] - s[1:n]
}
# Every way to give V signs.
sums <- function(v) { s <- 0; for (a in v) s <- c(s - a, s + a); s }
exact <- function(v) {
  half <- length(v) %/% 2; away <- abs(sum(v)) * (1 - 1e-9); b <- sort(sums(v[-(1:half)]))
  mean(1 - findInterval(away - sums(v[1:half]) - 1e-15, b) / length(b)) * 2
}
saddlepoint <- function(v) {
  s <- abs(sum(v)); v <- abs(v[v != 0]); z <- s / sqrt(sum(v^2))
  if (s >= sum(v) * (1 - 1e-9)) return(2^(1 - length(v)))
  if (z <= 0.1) return(2 * pnorm(-z))
  t <- uniroot(function(t) sum(v * tanh(t * v)) - s, c(0, 1e4), tol = 1e-13)$root
  k <- sum(t * v + log1p(exp(-2 * t * v)) - log(2))
  r <- sqrt(2 * (t * s - k)); u <- t * sqrt(sum(v^2 / cosh(t * v)^2))
  2 * (pnorm(-r) + dnorm(r) * (1/u - 1/r))
}
p_of <- function(v) {
  v <- v[abs(v) > 1e-9]
  if (length(v) == 0 || abs(sum(v)) <= 1e-9) 1 else min(1, if (length(v) <= 20) exact(v) else saddlepoint(v))
}
# The estimate, the interval and p, trying the middle between every two steps.
exchange <- function(x, y) {
  at <- sort(unique(signif(as.vector(outer(y, x, "-")), 12)))
  mid <- c(at[1] - 1, (head(at, -1) + tail(at, -1)) / 2, tail(at, 1) + 1)
  at_of <- function(held) { # HELD(shift) up to a step, by bisection
    lo <- 1; hi <- length(mid)
    while (hi - lo > 1) { m <- (lo + hi) %/% 2; if (held(mid[m])) lo <- m else hi <- m }
    at[lo]
  }
  S <- function(d) sum(scores(x, y, d)); P <- function(d) p_of(scores(x, y, d))
  e <- (at_of(function(d) S(d) > 1e-9) + at_of(function(d) S(d) >= -1e-9)) / 2
  ends <- if (length(x) < 6) c(NaN, NaN) else
    c(at_of(function(d) S(d) > 1e-9 && P(d) < 0.05), at_of(function(d) S(d) >= -1e-9 || P(d) >= 0.05))
  list(e = e, low = ends[1], high = ends[2], p = P(0), score = scores(x, y, e))
}
# With the design effect of ABBA blocks, as a ratio.
paired <- function(base, head) {
  x <- log(base); y <- log(head); n <- length(x)
  spread <- function(v) diff(quantile(v, c(0.1, 0.4), type = 7))
  most <- 1.5 * exp(3 / sqrt(n))
  if (n >= 8 && (spread(x) > most * spread(y) || spread(y) > most * spread(x))) return("signed ranks")
  q <- exchange(x, y); prod <- 0; sq <- 0; s <- q$score
  for (i in 2 * seq_len(n %/% 2) - 1) { prod <- prod + s[i] * s[i + 1]; sq <- sq + (s[i]^2 + s[i + 1]^2) / 2 }
  f <- if (sq > 0) sqrt(1 + max(0, prod / sq)) else 1
  p <- if (f > 1 && q$p < 1) 2 * pnorm(qnorm(q$p / 2) / f) else q$p
  c(expm1(q$e), expm1(q$e - f * (q$e - q$low)), expm1(q$e + f * (q$high - q$e)), p)
}
