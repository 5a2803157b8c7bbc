#include "noises.h"

#include <math.h>

#include "stats/distribution.h"

const char *const weather_names[NWEATHERS] = {"normal, CV 10 %", "lognormal, CV 15 %",
    "Student's t, 3 degrees, 5 %", "half 1 %, half Pareto tail", "two levels, 10 % apart",
    "AR(1) 0.5, CV 9 %", "AR(1) 0.66, CV 16 %", "1 %, bursts of +20 to +100 %",
    "1 %, 45 % of them slowed by half", "1 %, clock of 1 %", "CPU-bound, wall CV 12 %",
    "CPU-bound, bursts"};

static double
normal(struct rng *r)
{
	return normal_quantile(fmax(rng_uniform(r), 1e-18));
}

static double
exponential(struct rng *r)
{
	return -log(1 - rng_uniform(r));
}

static double
student3(struct rng *r)
{
	double chi = 0;

	for (int i = 0; i < 3; i++) {
		double z = normal(r);

		chi += z * z;
	}
	return normal(r) / sqrt(chi / 3);
}

static double
drift(struct maker *m, double rho, double cv)
{
	m->state = rho * m->state + sqrt(1 - rho * rho) * normal(&m->rng);
	return exp(cv * m->state);
}

/* A neighbour that comes and goes: on for 8 invocations in the mean, off for 12. */
static double
burst(struct maker *m)
{
	if (rng_uniform(&m->rng) < (m->on ? 1 / 8.0 : 1 / 12.0))
		m->on = !m->on;
	return m->on ? 0.2 + 0.8 * rng_uniform(&m->rng) : 0;
}

double
maker_normal(struct maker *m)
{
	return normal(&m->rng);
}

void
maker_start(struct maker *m)
{
	m->state = normal(&m->rng);
	m->on = rng_uniform(&m->rng) < 0.4;
}

void
maker_invocation(
    struct maker *m, enum weather noise, double work, double *time, double *cpu, double *wait)
{
	struct rng *r = &m->rng;
	double f = 1;

	*cpu = *wait = 0;
	switch (noise) {
	case NORMAL: f = fmax(0.2, 1 + 0.1 * normal(r)); break;
	case LOGNORMAL: f = exp(0.15 * normal(r)); break;
	case STUDENT: f = exp(0.05 * student3(r)); break;
	case PARETO:
		f = 1 + 0.01 * fabs(normal(r));
		if (rng_uniform(r) < 0.5)
			f += 0.02 * (pow(1 - rng_uniform(r), -1 / 1.5) - 1);
		break;
	case BIMODAL: f = (rng_uniform(r) < 0.4 ? 1.1 : 1) * exp(0.01 * normal(r)); break;
	case DRIFT: f = drift(m, 0.5, 0.09); break;
	case DRIFT_STRONG: f = drift(m, 0.66, 0.16); break;
	case BURSTS: f = exp(0.01 * normal(r)) + burst(m); break;
	case CROWDED:
		f = exp(0.01 * normal(r));
		if (rng_uniform(r) < 0.45)
			f += 0.5 * exponential(r);
		break;
	case TICKS: f = exp(0.01 * normal(r)); break;
	case BOUND:
	case BOUND_BURSTS:
		*cpu = work * exp(0.008 * normal(r) + 0.008 * student3(r));
		*wait = work * (noise == BOUND ? fmax(0, drift(m, 0.6, 0.12) - 1) : burst(m));
		*time = *cpu + *wait + work * 0.003 * exponential(r);
		return;
	case NWEATHERS: break;
	}
	*time = work * f;
	if (noise == TICKS)
		*time = floor(*time * 100 + 0.5) / 100;
}

void
row_window(struct row *r, enum weather noise, size_t n)
{
	for (int v = 0; v < 2; v++) {
		r->w.time[v] = r->time[v];
		r->w.cpu[v] = NOISE_HAS_CPU(noise) ? r->cpu[v] : NULL;
		r->w.wait[v] = NOISE_HAS_CPU(noise) ? r->wait[v] : NULL;
		r->w.n[v] = n;
	}
}

void
row_make(
    struct maker *m, struct row *r, enum weather noise, size_t n, double effect, bool sequential)
{
	int first = 0;

	maker_start(m);
	for (size_t i = 0; i < 2 * n; i++) {
		size_t at = !sequential ? i / 2 : i < n ? i : i - n;
		int v;

		if (i % 2 == 0)
			first = i / 2 % 2 ? !first : (int)rng_below(&m->rng, 2);
		v = sequential ? i >= n : (int)(i % 2) ^ first;
		maker_invocation(
		    m, noise, v ? 1 + effect : 1, &r->time[v][at], &r->cpu[v][at], &r->wait[v][at]);
	}
	row_window(r, noise, n);
}
