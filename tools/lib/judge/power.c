#include "judge/power.h"

#include <math.h>

#include "judge/looks.h"
#include "stats/distribution.h"
#include "stats/exchange.h"

/* In N pairs it takes 1 + FEW_PAIRS / N times what the normal curve has: p comes in steps. */
#define FEW_PAIRS 2
/* How alike sessions are in how noisy they are, as degrees of freedom of their variance. */
#define SESSIONS_ALIKE 12
/* Places of the chi-square distribution that the power is the mean of, and steps of the integral
 * over the first look. */
enum { PLACES = 16, STEPS = 16 };
/* From so many degrees of freedom on the distribution is narrow. */
#define MUCH 30

struct power_session
power_session_of(double half, double pairs)
{
	return (struct power_session){
	    pairs < 2 ? NAN : half / student_critical(0.05, pairs - 1) * sqrt(pairs), pairs};
}

/* What p must be under at LOOK. */
static double
level_at(const struct power_design *d, enum look look)
{
	double corrected = d->alpha / fmax(1, (double)d->rows);

	return fmin(corrected, looks_level(look, d->alpha));
}

/* The normal deviate that |z| must be over at LOOK. */
static double
critical(const struct power_design *d, enum look look)
{
	return normal_quantile(1 - level_at(d, look) / 2);
}

/* Whether N pairs can have a p under the level at LOOK at all. */
static bool
reachable(const struct power_design *d, enum look look, double n)
{
	return exchange_least_p((size_t)n) < level_at(d, look);
}

/* How often Z1, of mean M1 and deviation 1, is between LEAST and FIRST, and then Z2, which has
 * half its pairs of Z1 and the mean M2, over SECOND: Simpson's rule. */
static double
seen_later(double m1, double m2, double least, double first, double second)
{
	double sum = 0, h = (first - least) / STEPS;

	for (int i = 0; i <= STEPS; i++) {
		double z = least + i * h, weight = i == 0 || i == STEPS ? 1 : i % 2 ? 4 : 2;
		double rest = M_SQRT2 * m2 - m1;

		sum += weight * normal_density(z - m1) * normal_tail(M_SQRT2 * second - z - rest);
	}
	return sum * h / 3;
}

/* The power where the standard error of one pair is S. */
static double
power_at(const struct power_design *d, double s, double shift, double n)
{
	double m1 = shift / s * sqrt(n) / (1 + FEW_PAIRS / n);
	double m2 = shift / s * sqrt(2 * n) / (1 + FEW_PAIRS / (2 * n));
	double first, power;

	if (!d->twice)
		return reachable(d, LOOK_ONLY, n) ? normal_tail(critical(d, LOOK_ONLY) - m1) : 0;
	first = reachable(d, LOOK_FIRST, n) ? critical(d, LOOK_FIRST) : INFINITY;
	power = normal_tail(first - m1);
	if (reachable(d, LOOK_SECOND, 2 * n))
		power += seen_later(m1, m2, normal_quantile(1 - LOOKS_FUTILE / 2),
		    fmin(first, m1 + 8), critical(d, LOOK_SECOND));
	return power;
}

/* A variable of chi-square distribution over its degrees of freedom DOF, that is not exceeded with
 * probability Q (Wilson and Hilferty, The distribution of chi-square, 1931). */
static double
chi_square_over(double q, double dof)
{
	double part = 2 / (9 * dof), root = 1 - part + normal_quantile(q) * sqrt(part);

	return fmax(1e-3, root * root * root);
}

/* How many degrees of freedom the variance that NOISE tells has for a session to come. */
static double
noise_known(const struct power_noise *noise)
{
	double sum = 0;

	for (size_t i = 0; i < noise->n; i++)
		sum += 1 / (1 / fmax(1, noise->sessions[i].pairs - 1) + 1.0 / SESSIONS_ALIKE);
	return sum;
}

/* The power in a session that is as noisy as EARLIER, in N pairs; its variance is known with KNOWN
 * degrees of freedom. */
static double
power_like(const struct power_session *earlier, double known, const struct power_design *d,
    double shift, double n)
{
	/* Many sessions are places of a distribution themselves. */
	int places = known < MUCH ? PLACES : PLACES / 4;
	double sum = 0;

	if (isnan(earlier->error))
		return 0;
	for (int i = 0; i < places; i++) {
		double v = chi_square_over((i + 0.5) / places, known);

		sum += power_at(d, fmax(earlier->error / sqrt(v), 1e-12), shift, n);
	}
	return sum / places;
}

double
power_of_pairs(
    const struct power_noise *noise, const struct power_design *d, double shift, size_t n)
{
	double known = noise_known(noise), sum = 0;

	for (size_t i = 0; n && i < noise->n; i++)
		sum += power_like(&noise->sessions[i], known, d, shift, (double)n);
	return noise->n ? sum / (double)noise->n : 0;
}

size_t
power_pairs(const struct power_noise *noise, const struct power_design *d, double shift,
    double chance, size_t least, size_t most)
{
	size_t low = least ? least : 1, high = most;

	if (low > high || power_of_pairs(noise, d, shift, high) < chance)
		return 0;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (power_of_pairs(noise, d, shift, middle) < chance)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

double
power_shift(const struct power_noise *noise, const struct power_design *d, size_t n, double chance)
{
	double low = 0, high = 1e-6;

	while (power_of_pairs(noise, d, high, n) < chance) {
		low = high;
		high *= 4;
		if (high > 100)
			return INFINITY;
	}
	while (high - low > 1e-3 * high) {
		double middle = (low + high) / 2;

		if (power_of_pairs(noise, d, middle, n) < chance)
			low = middle;
		else
			high = middle;
	}
	return high;
}

size_t
power_builds(double spread, const struct power_design *d, double shift, double chance, size_t most)
{
	double level = level_at(d, d->twice ? LOOK_SECOND : LOOK_ONLY);

	for (size_t n = 2; n <= most; n++) {
		double dof = 2 * (double)n - 2, error = spread * sqrt(2 / (double)n);
		double found = chance > 0.5 ? student_critical(2 * (1 - chance), dof) : 0;

		if ((student_critical(level, dof) + found) * error <= shift)
			return n;
	}
	return 0;
}

double
power_mean_looks(const struct power_design *d)
{
	return d->twice ? 1 + LOOKS_FUTILE - looks_level(LOOK_FIRST, d->alpha) : 1;
}
