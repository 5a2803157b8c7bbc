#include "exec/measurement.h"

#include <math.h>

double
measurement_duration_ms(const struct measurement *m)
{
	return (double)(m->end_ns - m->start_ns) / 1e6;
}

double
measurement_user_ms(const struct measurement *m)
{
	return (double)m->user_us / 1e3;
}

double
measurement_system_ms(const struct measurement *m)
{
	return (double)m->system_us / 1e3;
}

double
measurement_cpu_ms(const struct measurement *m)
{
	return (double)(m->user_us + m->system_us) / 1e3;
}

double
measurement_memory_mb(const struct measurement *m)
{
	return (double)(m->peak_kib * 1024) / 1e6;
}

double
measurement_run_delay_ms(const struct measurement *m)
{
	return m->run_delay_ns < 0 ? NAN : (double)m->run_delay_ns / 1e6;
}
