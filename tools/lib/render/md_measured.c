#include "render/md_measured.h"

#include <math.h>
#include <string.h>

#include "render/md.h"
#include "render/md_machines.h"

static void
geometric_means(struct buf *b, const struct json_at *root)
{
	struct json_at summary = json_member(root, "summary");
	struct json_at means = json_member(&summary, "geometric_mean"), at = {0};
	size_t n = 0;

	while (json_next(&means, &at)) {
		double ratio = json_number_or(&at, "ratio", NAN);

		if (isnan(ratio))
			continue;
		buf_str(b, n++ ? " · " : "**Geometric mean:** ");
		markdown_code(b, at.key, MARKDOWN_NAME);
		buf_char(b, ' ');
		percent_text(b, ratio - 1, true);
		buf_str(b, " (");
		md_count(b, json_count_or(&at, "n", 0), "row");
		buf_char(b, ')');
	}
	if (n)
		buf_str(b, "<br>\n");
}

/* A word of the policy as people would say it. */
static void
add_word(struct buf *b, const char *word)
{
	static const struct {
		const char *word, *text;
	} texts[] = {
	    {"paired", "judged in pairs"},
	    {"mixed", "some rows judged in pairs"},
	    {"invocations", "variation between sessions not seen"},
	    {"sessions", "variation between sessions included"},
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (strcmp(texts[i].word, word) == 0)
			word = texts[i].text;
	markdown_text(b, word, MARKDOWN_NAME);
}

/* ", two looks (p under 0.005, or under 0.0065 at the second)" */
static void
add_looks(struct buf *b, const struct json_at *policy)
{
	struct json_at looks = json_member(policy, "looks"), level;

	if (json_length(&looks) != 2)
		return;
	for (size_t i = 0; i < 2; i++) {
		level = json_element(&looks, i);
		buf_str(b, i ? ", or under " : ", two looks (p under ");
		number_set(b, json_as_number(&level));
	}
	buf_str(b, " at the second)");
}

/* What POLICY takes as given of sessions; false: nothing. */
static bool
add_assumption_of(struct buf *b, const struct json_at *policy, const char *before)
{
	double between = json_number_or(policy, "between_sessions", NAN);

	if (isnan(between))
		return false;
	buf_printf(b, "%sassumes that sessions differ by ", before);
	percent_set(b, between);
	buf_str(b, " (");
	markdown_text(b, json_string_or(policy, "between_sessions_from", "default"), MARKDOWN_NAME);
	buf_char(b, ')');
	return true;
}

static void
policy(struct buf *b, const struct json_at *root)
{
	static const char *const fractions[] = {"threshold", "tolerance"};
	static const char *const words[] = {"design", "variation", "correction"};
	double alpha;
	struct json_at p = json_member(root, "policy");
	size_t n = 0;

	for (size_t i = 0; i < 2; i++) {
		double v = json_number_or(&p, fractions[i], NAN);

		if (isnan(v))
			continue;
		buf_printf(b, "%s%s ", n++ ? ", " : "**Policy:** ", fractions[i]);
		percent_set(b, v);
	}
	alpha = json_number_or(&p, "alpha", NAN);
	if (!isnan(alpha)) {
		buf_str(b, n++ ? ", α " : "**Policy:** α ");
		number_set(b, alpha);
	}
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		const char *word = json_string_or(&p, words[i], NULL);

		if (!word)
			continue;
		/* Of sessions that were not seen, what is assumed says more. */
		if (strcmp(word, "invocations") == 0 &&
		    add_assumption_of(b, &p, n ? ", " : "**Policy:** ")) {
			n++;
			continue;
		}
		buf_str(b, n++ ? ", " : "**Policy:** ");
		add_word(b, word);
		if (strcmp(words[i], "variation") == 0)
			add_assumption_of(b, &p, ", ");
	}
	add_looks(b, &p);
	if (n)
		buf_str(b, "<br>\n");
}

/* "**Measured again:** 2 confirmed, 1 not confirmed" */
static void
confirmation(struct buf *b, const struct json_at *root)
{
	static const char *const words[][2] = {{"confirmed", "confirmed"},
	    {"not_confirmed", "not confirmed"}, {"unanswered", "without an answer"}};
	struct json_at summary = json_member(root, "summary");
	struct json_at again = json_member(&summary, "confirmation");
	size_t n = 0;

	for (size_t i = 0; again.node && i < sizeof words / sizeof *words; i++) {
		size_t count = json_count_or(&again, words[i][0], 0);

		if (count)
			buf_printf(
			    b, "%s%zu %s", n++ ? ", " : "**Measured again:** ", count, words[i][1]);
	}
	if (n)
		buf_str(b, "<br>\n");
}

/* "**Measured on a second machine:** 2 that agree, 1 that differs", or why it has not been. */
static void
elsewhere(struct buf *b, const struct json_at *root)
{
	static const char *const words[][3] = {{"agrees", "that agrees", "that agree"},
	    {"less", "under the threshold there", "under the threshold there"},
	    {"differs", "that differs", "that differ"},
	    {"open", "inconclusive there", "inconclusive there"},
	    {"none", "without an answer", "without an answer"}};
	struct json_at summary = json_member(root, "summary");
	struct json_at at = json_member(&summary, "elsewhere");
	size_t n = 0;

	for (size_t i = 0; at.node && i < sizeof words / sizeof *words; i++) {
		size_t count = json_count_or(&at, words[i][0], 0);

		if (count)
			buf_printf(b, "%s%zu %s", n++ ? ", " : "**Measured on a second machine:** ",
			    count, words[i][count == 1 ? 1 : 2]);
	}
	if (n)
		buf_str(b, "<br>\n");
}

static size_t
warnings_of(const struct json_at *side)
{
	struct json_at environment = json_member(side, "environment");
	struct json_at list = json_member(&environment, "warnings");

	return json_kind(&list) == JSON_ARRAY ? json_length(&list) : 0;
}

void
md_measured(struct buf *b, const struct json_at *root)
{
	struct json_at baseline = json_member(root, "baseline");
	struct json_at current = json_member(root, "current");
	struct json_at release = json_member(root, "release");
	struct json_at second = json_member(root, "elsewhere");
	size_t before = warnings_of(&baseline), after = warnings_of(&current);
	size_t warnings = before > after ? before : after;
	struct buf summary = BUF_INIT, text = BUF_INIT;

	geometric_means(&text, root);
	policy(&text, root);
	confirmation(&text, root);
	elsewhere(&text, root);
	md_machines(&text, &baseline, &current);
	md_machine(&text, "Release", &release);
	md_machine(&text, "Second machine", &second);
	if (!text.len)
		return;
	buf_str(&summary, "How it was measured and judged");
	if (warnings) {
		buf_str(&summary, "; the machine has ");
		md_count(&summary, warnings, "warning");
	}
	markdown_fold_begin(b, summary.s);
	buf_str(b, text.s);
	buf_char(b, '\n');
	markdown_fold_end(b);
	buf_free(&summary);
	buf_free(&text);
}
