/* schema_names.h: the 'schema' of the documents that this version reads and writes. */
#ifndef SCHEMA_NAMES_H
#define SCHEMA_NAMES_H

#define RESULTS_SCHEMA "benchpipe/results/1"
#define COMPARISON_SCHEMA "benchpipe/comparison/1"
#define RECOMMENDATION_SCHEMA "benchpipe/recommendation/1"
#define BISECTION_SCHEMA "benchpipe/bisection/1"
#define PLAN_SCHEMA "benchpipe/plan/1"
#define EVENTS_SCHEMA "benchpipe/events/1"
#define SERIES_SCHEMA "benchpipe/series/1"
#define ALERT_SCHEMA "benchpipe/alert/1"
#define THRESHOLDS_SCHEMA "benchpipe/thresholds/1"
#define LEDGER_SCHEMA "benchpipe/ledger/1"
#define MODEL_SCHEMA "benchpipe/model/1"
#define BUDGET_SCHEMA "benchpipe/budget/1"
#define REACH_SCHEMA "benchpipe/reach/1"
#define EXPLANATION_SCHEMA "benchpipe/explanation/1"

#endif
