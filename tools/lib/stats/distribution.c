#include "stats/distribution.h"

#include <math.h>

double
normal_tail(double z)
{
	return 0.5 * erfc(z * 0.70710678118654752440);
}

double
normal_density(double z)
{
	return 0.39894228040143267794 * exp(-z * z / 2);
}

static double
polynomial(const double *c, int n, double x)
{
	double sum = 0;

	while (n-- > 0)
		sum = sum * x + c[n];
	return sum;
}

double
normal_quantile(double p)
{
	static const double a[] = {3.3871328727963666080e0, 1.3314166789178437745e2,
	    1.9715909503065514427e3, 1.3731693765509461125e4, 4.5921953931549871457e4,
	    6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3};
	static const double b[] = {1.0, 4.2313330701600911252e1, 6.8718700749205790830e2,
	    5.3941960214247511077e3, 2.1213794301586595867e4, 3.9307895800092710610e4,
	    2.8729085735721942674e4, 5.2264952788528545610e3};
	static const double c[] = {1.42343711074968357734e0, 4.63033784615654529590e0,
	    5.76949722146069140550e0, 3.64784832476320460504e0, 1.27045825245236838258e0,
	    2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4};
	static const double d[] = {1.0, 2.05319162663775882187e0, 1.67638483018380384940e0,
	    6.89767334985100004550e-1, 1.48103976427480074590e-1, 1.51986665636164571966e-2,
	    5.47593808499534494600e-4, 1.05075007164441684324e-9};
	static const double e[] = {6.65790464350110377720e0, 5.46378491116411436990e0,
	    1.78482653991729133580e0, 2.96560571828504891230e-1, 2.65321895265761230930e-2,
	    1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7};
	static const double f[] = {1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1,
	    1.48753612908506148525e-2, 7.86869131145613259100e-4, 1.84631831751005468180e-5,
	    1.42151175831644588870e-7, 2.04426310338993978564e-15};
	double q = p - 0.5, r, x;

	if (fabs(q) <= 0.425) {
		r = 0.180625 - q * q;
		return q * polynomial(a, 8, r) / polynomial(b, 8, r);
	}
	r = sqrt(-log(q < 0 ? p : 1 - p));
	if (r <= 5)
		x = polynomial(c, 8, r - 1.6) / polynomial(d, 8, r - 1.6);
	else
		x = polynomial(e, 8, r - 5) / polynomial(f, 8, r - 5);
	return q < 0 ? -x : x;
}

double
binomial_half_cdf(size_t n, size_t k)
{
	double nn = (double)n, kk = (double)k, term, sum;

	if (k >= n)
		return 1;
	/* From the largest term downward, each by its ratio to the last. */
	term = exp(lgamma(nn + 1) - lgamma(kk + 1) - lgamma(nn - kk + 1) - nn * log(2));
	sum = term;
	for (; kk > 0 && term > sum * 1e-18; kk--) {
		term *= kk / (nn - kk + 1);
		sum += term;
	}
	return sum;
}

/* While 2^-N is a normal number the terms are exact enough to be summed from the first. */
static ptrdiff_t
rank_by_summing(size_t n, double p)
{
	double term = ldexp(1, -(int)n), sum = 0;
	size_t k = 0;

	while (k < n && sum + term <= p) {
		sum += term;
		term *= (double)(n - k) / (double)(k + 1);
		k++;
	}
	return (ptrdiff_t)k - 1;
}

ptrdiff_t
binomial_half_rank(size_t n, double p)
{
	double guess;
	size_t k;

	if (n == 0)
		return -1;
	if (n <= 1000)
		return rank_by_summing(n, p);
	guess = (double)n / 2 + normal_quantile(p) * sqrt((double)n) / 2 - 0.5;
	k = guess > 0 ? (size_t)guess : 0;
	while (k > 0 && binomial_half_cdf(n, k) > p)
		k--;
	while (k < n && binomial_half_cdf(n, k + 1) <= p)
		k++;
	return binomial_half_cdf(n, k) <= p ? (ptrdiff_t)k : -1;
}

/* Lentz's evaluation of the continued fraction of I_x(a, b). */
static double
beta_fraction(double a, double b, double x)
{
	const double tiny = 1e-300;
	double c = 1, d = 1 - (a + b) * x / (a + 1), f;

	d = 1 / (fabs(d) < tiny ? tiny : d);
	f = d;
	for (int m = 1; m < 10000; m++) {
		double k = m, even = k * (b - k) * x / ((a + 2 * k - 1) * (a + 2 * k));
		double odd = -(a + k) * (a + b + k) * x / ((a + 2 * k) * (a + 2 * k + 1)), step;

		d = 1 + even * d;
		c = 1 + even / c;
		d = 1 / (fabs(d) < tiny ? tiny : d);
		c = fabs(c) < tiny ? tiny : c;
		f *= d * c;
		d = 1 + odd * d;
		c = 1 + odd / c;
		d = 1 / (fabs(d) < tiny ? tiny : d);
		c = fabs(c) < tiny ? tiny : c;
		step = d * c;
		f *= step;
		if (fabs(step - 1) < 1e-15)
			break;
	}
	return f;
}

/* The regularised incomplete beta function; Y is 1 - X, given apart for its digits. */
static double
beta_regular(double a, double b, double x, double y)
{
	double front;

	if (x <= 0 || y <= 0)
		return x <= 0 ? 0 : 1;
	front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(y));
	if (x < (a + 1) / (a + b + 2))
		return front * beta_fraction(a, b, x) / a;
	return 1 - front * beta_fraction(b, a, y) / b;
}

double
student_two_sided(double t, double dof)
{
	double square = t * t;

	if (isinf(square))
		return 0;
	if (isinf(dof))
		return 2 * normal_tail(fabs(t));
	return beta_regular(dof / 2, 0.5, dof / (dof + square), square / (dof + square));
}

/* The density of Student's t distribution at T. */
static double
student_density(double t, double dof)
{
	return exp(lgamma((dof + 1) / 2) - lgamma(dof / 2) - (dof + 1) / 2 * log1p(t * t / dof)) /
	       sqrt(dof * acos(-1));
}

double
student_critical(double p, double dof)
{
	double low = 0, high = 1, t;

	if (isinf(dof))
		return -normal_quantile(p / 2);
	while (student_two_sided(high, dof) > p && high < 1e100)
		high *= 2;
	t = (low + high) / 2;
	for (int i = 0; i < 200 && high - low > 1e-15 * high; i++) {
		double over = student_two_sided(t, dof) - p, next;

		if (over > 0)
			low = t;
		else
			high = t;
		next = t + over / (2 * student_density(t, dof));
		if (fabs(next - t) <= 1e-15 * t)
			return next;
		t = next > low && next < high ? next : (low + high) / 2;
	}
	return (low + high) / 2;
}
