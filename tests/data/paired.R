# The reference values for few pairs of tests/unit/paired.c, tests/unit/designs.c and
# tests/bench-diff-designs.bats, computed with R 4.2.2: Rscript tests/data/paired.R
# 8 to 39 pairs, of sides that spread alike; else FALSE.
few <- function(base, head) {
  spread <- function(v) diff(quantile(log(v), c(0.1, 0.4), type = 7))
  if (max(spread(base) / spread(head), spread(head) / spread(base)) > 2) return(FALSE)
  n <- length(base); d <- log(head/base); level <- log(base)+log(head)
  keep <- level <= sort(level)[(n+1)%/%2]; block <- (seq_len(n)-1)%/%2
  d <- d[keep]; block <- block[keep]
  t <- t.test(d); c <- mean(d); s <- sign(d-c)*rank(abs(d-c), ties.method="min")
  prod <- 0; sq <- 0
  for (b in unique(block)) { i <- which(block==b); if (length(i)==2) { prod <- prod+s[i[1]]*s[i[2]]; sq <- sq+sum(s[i]^2)/2 } }
  f <- if (sq>0) sqrt(1+max(0,prod/sq)) else 1
  p <- t$p.value; if (f>1) p <- 2*pnorm(qnorm(p/2)/f)
  c(expm1(c), expm1(c-f*(c-t$conf.int[1])), expm1(c+f*(t$conf.int[2]-c)), p, length(d))
}
frac <- function(v) v-floor(v)
make <- function(n, spread, heavy, effect) { i <- seq_len(n); u <- frac(i*0.6180339887498949); v <- frac(i*0.7548776662466927); w <- frac(i*0.5698402909980532)
  base <- 100*(1+spread*u); head <- 100*(1+effect)*(1+spread*v); k <- w<heavy; base[k] <- base[k]*(1.5+v[k]); k <- frac(w+0.4)<heavy; head[k] <- head[k]*(1.5+u[k]); list(base,head) }
for (a in list(list(8,.05,0,.03), list(13,.2,0,.02), list(16,.02,.15,.01), list(39,.005,.35,.01))) { m <- do.call(make,a); cat(unlist(a), ":", format(few(m[[1]],m[[2]]),digits=12), "\n") }
x <- c(10.1, 9.8, 10.4, 10.0, 9.9, 10.2, 10.3, 9.7, 10.05, 10.15, 9.95, 10.25); y <- c(10.4, 10.1, 10.5, 10.35, 10.1, 10.6, 10.4, 10.2, 10.3, 10.2, 10.3, 10.75)
cat("ref", format(few(x,y),digits=15), "\n")
