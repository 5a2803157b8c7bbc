#include "measure/extract.h"

#include <errno.h>
#include <fcntl.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "measure/metric_number.h"
#include "measure/reduce.h"
#include "scenario/pattern.h"
#include "json/json_path.h"

struct found_values {
	double *v;
	size_t n, cap;
};

struct extract {
	const struct metric_rule *rules;
	size_t n;
	regex_t *patterns;             /* one a rule; compiled where the rule has a pattern */
	struct metric_number *numbers; /* one a rule */
	struct found_values found;
};

static bool
has_pattern(const struct metric_rule *rule)
{
	return rule->extractor == EXTRACT_PATTERN || rule->extractor == EXTRACT_TIME_TO ||
	       rule->extractor == EXTRACT_BETWEEN;
}

struct extract *
extract_new(const struct metric_rule *rules, size_t n)
{
	struct extract *x = xcalloc(1, sizeof *x);

	x->rules = rules;
	x->n = n;
	x->patterns = xcalloc(n, sizeof *x->patterns);
	x->numbers = xcalloc(n, sizeof *x->numbers);
	for (size_t i = 0; i < n; i++) {
		char why[256];
		int err;

		metric_number_init(&x->numbers[i], &rules[i]);
		if (!has_pattern(&rules[i]))
			continue;
		err = regcomp(&x->patterns[i], rules[i].expression, REG_EXTENDED | REG_NEWLINE);
		if (err) {
			regerror(err, &x->patterns[i], why, sizeof why);
			die("metric '%s': pattern '%s': %s", rules[i].name, rules[i].expression,
			    why);
		}
	}
	return x;
}

void
extract_free(struct extract *x)
{
	if (!x)
		return;
	for (size_t i = 0; i < x->n; i++)
		if (has_pattern(&x->rules[i]))
			regfree(&x->patterns[i]);
	free(x->patterns);
	free(x->numbers);
	free(x->found.v);
	free(x);
}

bool
extract_wants_stdout(const struct extract *x)
{
	for (size_t i = 0; i < x->n; i++)
		if (x->rules[i].source == SOURCE_STDOUT ||
		    strcmp(x->rules[i].name, "first_output_ms") == 0)
			return true;
	return false;
}

static char *
file_path(const struct metric_rule *rule, const char *directory)
{
	if (!directory || rule->file[0] == '/')
		return xstrdup(rule->file);
	return xasprintf("%s/%s", directory, rule->file);
}

void
extract_clear(const struct extract *x, const char *directory)
{
	for (size_t i = 0; i < x->n; i++) {
		char *path;

		if (x->rules[i].source != SOURCE_FILE)
			continue;
		path = file_path(&x->rules[i], directory);
		unlink(path);
		free(path);
	}
}

static void
value_add(struct found_values *found, double v)
{
	found->v = xgrow(found->v, found->n, &found->cap, sizeof *found->v);
	found->v[found->n++] = v;
}

enum { GROUPS = PATTERN_GROUP_MAX + 1 };

/* The first match in TEXT from FROM on, and its first N - 1 groups; their places are TEXT's. */
static bool
match_next(const regex_t *re, const struct buf *text, size_t from, regmatch_t *m, size_t n)
{
#ifdef REG_STARTEND
	/* Else every search measures the rest of the text before it begins. */
	m[0].rm_so = (regoff_t)from;
	m[0].rm_eo = (regoff_t)text->len;
	return regexec(re, text->s, n, m, REG_STARTEND) == 0;
#else
	int flags = from && text->s[from - 1] != '\n' ? REG_NOTBOL : 0;

	if (regexec(re, text->s + from, n, m, flags))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (m[i].rm_so < 0)
			continue;
		m[i].rm_so += (regoff_t)from;
		m[i].rm_eo += (regoff_t)from;
	}
	return true;
#endif
}

static struct number_span
span_of(const regmatch_t *m)
{
	if (m->rm_so < 0)
		return (struct number_span){0, 0};
	return (struct number_span){(size_t)m->rm_so, (size_t)m->rm_eo};
}

/* Where the number and its unit are in match M: the number is the first group that is not the
 * unit's, or all when there is none. */
static struct number_place
place_of(const struct metric_rule *rule, const regmatch_t m[GROUPS])
{
	const regmatch_t *number = &m[rule->unit_group == 1 ? 2 : 1];
	struct number_place at = {.match = span_of(&m[0])};

	at.number = number->rm_so >= 0 ? span_of(number) : at.match;
	if (rule->unit_group)
		at.unit = span_of(&m[rule->unit_group]);
	return at;
}

static bool
find_pattern(struct found_values *found, struct metric_number *number, const regex_t *re,
    const struct buf *text, struct buf *why)
{
	const struct metric_rule *rule = number->rule;
	bool counted = rule->reduction.reduce == REDUCE_COUNT;
	size_t groups = rule->unit_group > 1 ? rule->unit_group + 1 : rule->unit_group + 2;
	regmatch_t m[GROUPS];

	for (size_t from = 0; from <= text->len && match_next(re, text, from, m, groups);) {
		struct number_place at = place_of(rule, m);
		double v = 1;

		if (!counted && !metric_number_read(number, text->s, text->len, &at, &v, why))
			return false;
		value_add(found, v);
		/* Only what is counted may be empty; the next one begins behind it. */
		from = at.match.to + (at.match.to == at.match.from);
	}
	return true;
}

/* The times of the lines of standard output that match, in milliseconds: from
 * the start to the first, or between successive ones. */
static void
find_times(struct found_values *found, const struct metric_rule *rule, const regex_t *re,
    const struct output_text *text, int64_t start_ns)
{
	int64_t last = 0;
	bool seen = false;

	for (size_t i = 0; i < text->nmarks; i++) {
		size_t from = text->marks[i].offset;
		size_t to = i + 1 < text->nmarks ? text->marks[i + 1].offset : text->out.len;
		char *line;
		bool match;

		while (to > from && text->out.s[to - 1] == '\n')
			to--;
		line = xstrndup(text->out.s + from, to - from);
		match = regexec(re, line, 0, NULL, 0) == 0;
		free(line);
		if (!match)
			continue;
		if (rule->extractor == EXTRACT_TIME_TO) {
			value_add(found, (double)(text->marks[i].at_ns - start_ns) / 1e6);
			return;
		}
		if (seen)
			value_add(found, (double)(text->marks[i].at_ns - last) / 1e6);
		last = text->marks[i].at_ns;
		seen = true;
	}
}

static bool
file_read(const char *path, struct buf *text, struct buf *why)
{
	int fd = open(path, O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	struct stat st;
	ssize_t n = 0;

	if (fd < 0) {
		buf_printf(why, "'%s' was not written: %s", path, strerror(errno));
		return false;
	}
	if (fstat(fd, &st) || !S_ISREG(st.st_mode) || st.st_size > INVOKE_OUTPUT_MAX) {
		buf_printf(why, "'%s' is not a file of at most %d bytes", path, INVOKE_OUTPUT_MAX);
		close(fd);
		return false;
	}
	while (text->len <= INVOKE_OUTPUT_MAX && (n = read(fd, buf_room(text, 65536), 65536)) > 0) {
		text->len += (size_t)n;
		text->s[text->len] = '\0';
	}
	close(fd);
	if (n < 0)
		buf_printf(why, "'%s' cannot be read", path);
	return n >= 0;
}

/* Regular expressions end at a NUL byte: what follows one must still be seen. */
static void
without_nul(struct buf *text)
{
	for (char *p = text->s; text->len && (p = memchr(p, 0, (size_t)(text->s + text->len - p)));)
		*p = '\n';
}

static bool
value_find(struct extract *x, size_t i, const struct output_text *text, int64_t start_ns,
    const char *directory, struct buf *why)
{
	const struct metric_rule *rule = &x->rules[i];
	struct buf file = BUF_INIT, copy = BUF_INIT;
	const struct buf *from = rule->source == SOURCE_STDERR ? &text->err : &text->out;
	bool ok = true;

	if (rule->extractor == EXTRACT_TIME_TO || rule->extractor == EXTRACT_BETWEEN) {
		find_times(&x->found, rule, &x->patterns[i], text, start_ns);
		return true;
	}
	if (rule->source == SOURCE_FILE) {
		char *path = file_path(rule, directory);

		ok = file_read(path, &file, why);
		from = &file;
		free(path);
	}
	if (ok && rule->extractor == EXTRACT_PATTERN) {
		buf_add(&copy, from->s, from->len);
		without_nul(&copy);
		ok = find_pattern(&x->found, &x->numbers[i], &x->patterns[i], &copy, why);
	} else if (ok) {
		double *v = NULL;
		size_t n = 0;

		ok = json_path_values(
		    from->s ? from->s : "", from->len, rule->expression, &v, &n, why);
		for (size_t k = 0; k < n; k++)
			value_add(&x->found, v[k]);
		free(v);
	}
	buf_free(&file);
	buf_free(&copy);
	return ok;
}

bool
extract_value(struct extract *x, size_t i, const struct output_text *text, int64_t start_ns,
    const char *directory, double *v, struct buf *why)
{
	static const char *const where[] = {"", "standard output", "standard error", "the file"};
	const struct metric_rule *rule = &x->rules[i];

	x->found.n = 0;
	buf_printf(why, "metric '%s': ", rule->name);
	if (!value_find(x, i, text, start_ns, directory, why))
		return false;
	if (x->found.n == 0 && rule->reduction.reduce != REDUCE_COUNT) {
		buf_printf(why, "'%s' found nothing in %s", rule->expression, where[rule->source]);
		return false;
	}
	if (!reduce_values(x->found.v, x->found.n, rule->reduction, v, why))
		return false;
	buf_clear(why);
	return true;
}

const double *
extract_found(const struct extract *x, size_t *n)
{
	*n = x->found.n;
	return x->found.v;
}

const char *
extract_unit(const struct extract *x, size_t i)
{
	return metric_number_unit(&x->numbers[i]);
}

void
extract_resume(struct extract *x, size_t i, const char *unit)
{
	metric_number_resume(&x->numbers[i], unit);
}
