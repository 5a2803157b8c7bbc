#include "database/catalog_schema.h"

#include "base/util.h"
#include "database/duck_query.h"

/* Goes up when the tables change: an index of another version is made anew. */
enum { CATALOG_VERSION = 1 };

#define METRIC_COLUMNS                                                                             \
	"metric VARCHAR, unit VARCHAR, better VARCHAR, gate BOOLEAN, n BIGINT, median DOUBLE, "    \
	"\"interval\" DOUBLE[], samples DOUBLE[]"

static const char *const tables[] = {
    "CREATE TABLE history_version (version BIGINT)",
    "CREATE TABLE history_files (digest VARCHAR PRIMARY KEY, name VARCHAR, results BIGINT)",
    "CREATE TABLE benchmark_runs (id VARCHAR, timestamp TIMESTAMP, model_id VARCHAR, "
    "device VARCHAR, architecture_type VARCHAR, parameter_count BIGINT, description VARCHAR, "
    "document VARCHAR, suite VARCHAR, \"commit\" VARCHAR, ref VARCHAR, release VARCHAR, "
    "fingerprint VARCHAR, environment JSON)",
    "CREATE TABLE benchmark_results (run_id VARCHAR, batch_size BIGINT, sequence_length BIGINT, "
    "precision VARCHAR, latency_ms DOUBLE, throughput_samples_per_sec DOUBLE, "
    "memory_usage_mb DOUBLE, first_token_latency_ms DOUBLE, peak_memory_mb DOUBLE, "
    "device_metrics JSON, \"case\" VARCHAR, name VARCHAR, parameters JSON, variant VARCHAR, "
    "control BOOLEAN, status VARCHAR, " METRIC_COLUMNS ")",
    "CREATE TABLE benchmark_further (run_id VARCHAR, \"case\" VARCHAR, variant "
    "VARCHAR, " METRIC_COLUMNS ")",
    "CREATE VIEW benchmark_metrics AS SELECT run_id, \"case\", variant, control, metric, unit, "
    "better, gate, n, median, \"interval\", samples FROM benchmark_results WHERE metric IS NOT "
    "NULL UNION ALL SELECT run_id, \"case\", variant, false, metric, unit, better, gate, n, "
    "median, \"interval\", samples FROM benchmark_further",
};

const enum duck_column_type catalog_run_types[] = {COLUMN_TEXT, COLUMN_TIME, COLUMN_TEXT,
    COLUMN_TEXT, COLUMN_TEXT, COLUMN_INTEGER, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
    COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT};

#define METRIC_TYPES                                                                               \
	COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_FLAG, COLUMN_INTEGER, COLUMN_NUMBER,         \
	    COLUMN_NUMBERS, COLUMN_NUMBERS

const enum duck_column_type catalog_result_types[] = {COLUMN_TEXT, COLUMN_INTEGER, COLUMN_INTEGER,
    COLUMN_TEXT, COLUMN_NUMBER, COLUMN_NUMBER, COLUMN_NUMBER, COLUMN_NUMBER, COLUMN_NUMBER,
    COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_FLAG, COLUMN_TEXT,
    METRIC_TYPES};

const enum duck_column_type catalog_further_types[] = {
    COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, METRIC_TYPES};

/* The version of the tables in D, 0 when it has none. */
static int64_t
version_of(struct duck *d)
{
	struct duck_query *q = duck_query_new(
	    d, "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'history_version'");
	bool there = duck_next(q) && duck_integer(q, 0) > 0;
	int64_t version;

	duck_query_free(q);
	if (!there)
		return 0;
	q = duck_query_new(d, "SELECT max(version) FROM history_version");
	version = duck_next(q) ? duck_integer(q, 0) : 0;
	duck_query_free(q);
	return version;
}

bool
catalog_schema_is(struct duck *d)
{
	return version_of(d) == CATALOG_VERSION;
}

void
catalog_schema_make(struct duck *d)
{
	int64_t version = version_of(d);
	struct duck_query *q;

	if (version == CATALOG_VERSION)
		return;
	if (version != 0)
		die("'%s' has tables of version %lld, not %d: make it anew with 'bench-db rebuild'",
		    duck_name(d), (long long)version, CATALOG_VERSION);
	duck_run(d, "BEGIN");
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		duck_run(d, tables[i]);
	q = duck_query_new(d, "INSERT INTO history_version VALUES ($1)");
	duck_bind_integer(q, 1, CATALOG_VERSION);
	duck_query_run(q);
	duck_query_free(q);
	duck_run(d, "COMMIT");
}
