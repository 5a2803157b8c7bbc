#include "model/schema_names.h"
#include "trend/threshold.h"

static void
threshold_write(struct json_writer *w, const struct series *s, const struct threshold *t)
{
	json_break(w);
	json_object_begin(w, NULL);
	json_string(w, "id", s->id);
	json_string(w, "metric", s->metric);
	if (s->variant)
		json_string(w, "variant", s->variant);
	json_integer(w, "runs", (long long)t->runs);
	json_rounded(w, "noise", t->noise);
	json_rounded(w, "threshold", t->threshold);
	json_object_end(w);
}

void
thresholds_write(struct json_writer *w, struct series_reader *r,
    const struct trend_options *options, const char *version)
{
	struct rank_tables *ranks = rank_tables_new();
	struct series s;

	series_init(&s);
	json_object_begin(w, NULL);
	json_string(w, "schema", THRESHOLDS_SCHEMA);
	json_string(w, "version", version);
	json_number(w, "rate", THRESHOLD_RATE);
	json_array_begin(w, "rows");
	while (series_next(r, &s)) {
		struct threshold t;

		trend_judge(&s, options, ranks);
		t = threshold_suggest(&s, options->raw, THRESHOLD_RATE);
		threshold_write(w, &s, &t);
	}
	json_break(w);
	json_array_end(w);
	json_object_end(w);
	json_break(w);
	series_free(&s);
	rank_tables_free(ranks);
}
