/* limit.h: an absolute limit on a metric: a scenario's 'require'. */
#ifndef LIMIT_H
#define LIMIT_H

struct limit {
	char *metric;
	double min, max; /* NAN: no such limit */
	char *because;   /* or NULL */
	char *extra; /* members this version does not know, a JSON object sorted by key; or NULL */
};

#endif
