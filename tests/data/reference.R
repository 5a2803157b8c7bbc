# What bench-diff must say of whole documents, computed with R 4.2.2:
# Rscript tests/data/reference.R >tests/data/reference.jsonl
# One case a line: x, y: the samples; ci null: there is none, or over 50 samples, where R has another.
num <- function(v) if (length(v) == 0 || anyNA(v)) "null" else sprintf("%.15g", v)
list_of <- function(v) if (anyNA(v)) "null" else paste0("[", paste(num(v), collapse = ","), "]")
out <- function(name, x, y, p, change, ci = NA, paired = FALSE)
  cat(sprintf('{"name":"%s","paired":%s,"x":%s,"y":%s,"p":%s,"change":%s,"ci":%s}\n', name,
    tolower(paired), list_of(x), list_of(y), num(p), num(unname(change)), list_of(as.vector(ci))))
series <- function(n, a, b, c) round((seq_len(n) * a) %% b / 10 + c, 6)

# Two samples: all differences of logarithms, or of values with one that is not over 0.
differences <- function(x, y, ratio) {
  d <- if (ratio) outer(log(y), log(x), "-") else outer(y, x, "-") / abs(median(x))
  sort(as.vector(d))
}
unpaired <- function(name, x, y, p = wilcox.test(y, x, exact = TRUE)$p.value) {
  ratio <- min(x, y) > 0
  d <- differences(x, y, ratio)
  k <- if (max(length(x), length(y)) <= 50) qwilcox(.025, length(x), length(y)) else NA
  ci <- if (is.na(k) || k == 0) NA else d[c(k, length(d) + 1 - k)]
  out(name, x, y, p, if (ratio) expm1(median(d)) else median(d), if (ratio) expm1(ci) else ci)
}
# The midranks given their ties, in all arrangements.
permuted <- function(x, y) {
  r <- rank(c(x, y)); n <- length(x); m <- n * (length(r) + 1) / 2
  w <- combn(length(r), n, function(i) sum(r[i]))
  mean(abs(w - m) >= abs(sum(r[1:n]) - m) - 1e-9)
}
normal <- function(x, y) suppressWarnings(wilcox.test(y, x, exact = FALSE)$p.value)

x <- series(10, 37, 101, 3); y <- series(12, 53, 103, 4.05)
unpaired("plain", x, y)
unpaired("tiny", x * 1e-12, y * 1e-12)
unpaired("huge", x * 1e12, y * 1e12)
unpaired("50 and 50: exact", series(50, 37, 101, 3), series(50, 53, 103, 4.05))
unpaired("51 and 50: normal", series(51, 37, 101, 3), series(50, 53, 103, 4.05), normal(series(51, 37, 101, 3), series(50, 53, 103, 4.05)))
x <- c(8, 9, 9, 10, 11, 11, 12); y <- c(9, 11, 12, 12, 13, 13, 14)
unpaired("ties", x, y, permuted(x, y))
x <- series(60, 37, 41, 3); y <- series(70, 53, 43, 3.4)
unpaired("many ties", x, y, normal(x, y))
x <- c(0, 1.5, 2.25, 3.5, 4.75, 6); y <- c(3, 4.25, 5.1, 6.7, 8.2, 9.9)
unpaired("a zero", x, y)
unpaired("below zero", x - 10, y - 10)
unpaired("constant and the same", rep(5, 8), rep(5, 8), 1)
unpaired("constant and another", rep(5, 8), rep(6, 8), permuted(rep(5, 8), rep(6, 8)))
unpaired("3 and 3", c(1, 2, 3), c(4, 5, 6))
unpaired("1 and 20", 3.05, series(20, 37, 101, 3))
unpaired("1 and 1", 3, 4)

# Pairs: by exchange, or the signed ranks where the sides spread unlike, and what blocks of
# two rounds that agree widen.
source("tests/data/exchange.R")
by_exchange <- paired
signed <- function(d) {
  d <- d[d != 0]
  if (length(d) == 0) return(1)
  r <- rank(signif(abs(d), 9)); m <- sum(r) / 2
  if (length(d) > 20) return(wilcox.test(d, exact = length(d) <= 50)$p.value)
  v <- as.vector(as.matrix(expand.grid(rep(list(0:1), length(d)))) %*% r)
  mean(abs(v - m) >= abs(sum(r[d > 0]) - m) - 1e-9)
}
walsh <- function(d) { w <- outer(d, d, "+") / 2; sort(w[lower.tri(w, TRUE)]) }
interval <- function(d) {
  k <- qsignrank(.025, length(d)); w <- walsh(d)
  if (length(d) < 6 || length(d) > 50) NA else w[c(k, length(w) + 1 - k)]
}
widening <- function(d, centre) {
  a <- signif(abs(d - centre), 9); b <- seq(1, length.out = length(d) %/% 2, by = 2)
  s <- ifelse(a < 1e-9 * max(a), 0, sign(d - centre) * rank(a, ties.method = "min"))
  if (length(b) == 0 || sum(s^2) == 0) return(1)
  sqrt(1 + max(0, sum(s[b] * s[b + 1]) / sum((s[b]^2 + s[b + 1]^2) / 2)))
}
paired <- function(name, x, y) {
  e <- by_exchange(x, y)
  if (is.numeric(e)) return(out(name, x, y, e[4], e[1], e[2:3], TRUE))
  d <- log(y / x); m <- median(walsh(d)); f <- widening(d, m); p <- signed(d)
  if (f > 1 && p < 1) p <- 2 * pnorm(qnorm(p / 2) / f)
  out(name, x, y, p, expm1(m), expm1(m + f * (interval(d) - m)), TRUE)
}
x <- series(13, 37, 101, 20); y <- series(13, 53, 103, 21)
paired("pairs", x, y)
paired("tiny pairs", x * 1e-12, y * 1e-12)
paired("huge pairs", x * 1e12, y * 1e12)
paired("pairs of which three are equal", x, replace(y, c(2, 6, 9), x[c(2, 6, 9)]))
paired("pairs, one side constant", rep(10, 12), 10 + c(1, 2, -1, 2, 3, 1, -2, 4, 1, 2, 3, -1))
paired("50 pairs, one side constant", rep(23, 50), series(50, 53, 103, 21))
paired("pairs with ties", 10 + c(1, 2, 1, 2, 3, 1, 2, 4, 1, 2, 3, 1), 10 + c(2, 2, 3, 1, 4, 2, 3, 3, 2, 1, 4, 2))
paired("equal pairs", rep(10, 8), rep(10, 8))
paired("50 pairs", series(50, 37, 101, 20), series(50, 53, 103, 21))
paired("51 pairs", series(51, 37, 101, 20), series(51, 53, 103, 21))
paired("1 pair", 10, 12)
d <- c(3, -1.2, 2.1, 4.4, -0.3, 5.2, 1.7, 2.6); x <- c(0, 1, 2, 3, 4, 5, 6, 7.5)
out("pairs with a zero", x, x + d, signed(d), median(walsh(d)) / median(x), interval(d) / median(x), TRUE)
