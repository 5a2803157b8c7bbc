/* bench-verify: sign what results are of, and verify that they are still that. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attest/envelope.h"
#include "attest/openssl.h"
#include "attest/statement.h"
#include "base/input.h"
#include "base/option.h"
#include "base/output.h"
#include "base/util.h"

enum { FILE_MAX = 1 << 20 };

static const struct option_usage usage = {
    .forms = "-a FILE -c COMMIT [-b FILE]... [-s FILE] STATEMENT RESULTS\n"
	     "-k FILE -C FILE [-b FILE]... [-s FILE] [-o FILE] RESULTS",
    .about = "Verify that a signed statement is of these results, programs and scenario, and of\n"
	     "this commit; or sign such a statement.",
    .operands = 2,
};

struct verify_options {
	const char *authority, *commit, *key, *chain, *scenario, *output;
	struct option_list binaries;
};

static void
whole_read(struct buf *b, const char *path)
{
	FILE *f = input_open(path);

	buf_read(b, f, FILE_MAX, input_name(path));
	input_close(f);
	if (b->len > FILE_MAX)
		die("%s: over %d bytes", input_name(path), FILE_MAX);
}

/* What the files are now. */
static void
files_read(struct statement *s, const struct verify_options *o, const char *results)
{
	statement_results(s, results);
	if (o->scenario)
		statement_scenario(s, o->scenario);
	for (size_t i = 0; i < o->binaries.n; i++)
		statement_binary(s, o->binaries.at[i]);
}

static int
refuse(const char *path, const char *why)
{
	warn("%s: refused: %s", input_name(path), why);
	return STATUS_NO;
}

static int
statement_sign(const struct verify_options *o, const char *results)
{
	struct envelope e = ENVELOPE_INIT;
	struct statement s = {.n = 0};
	struct buf bytes = BUF_INIT, text = BUF_INIT;
	struct output *out;

	files_read(&s, o, results);
	if (!s.commit)
		die("%s: the results name no commit, so that nothing can be attested", results);
	if (s.dirty)
		die("%s: measured with changes that were not committed", results);
	whole_read(&e.chain, o->chain);
	if (!e.chain.len || strlen(e.chain.s) != e.chain.len)
		die("'%s' must be certificates in PEM", o->chain);
	statement_write(&e.payload, &s, &e.chain);
	envelope_signed_bytes(&bytes, &e);
	out = output_open(o->output);
	openssl_sign(&e.signature, &bytes, o->key);
	if (!openssl_signed(&e.signature, &bytes, &e.chain))
		die("'%s' is not the key of the first certificate in '%s'", o->key, o->chain);
	envelope_write(&text, &e);
	fwrite(text.s, 1, text.len, output_file(out));
	output_commit(out);
	envelope_free(&e);
	statement_free(&s);
	buf_free(&bytes);
	buf_free(&text);
	return STATUS_OK;
}

/* Nothing of the statement is believed before its signature is. */
static int
statement_verify(const struct verify_options *o, const char *path, const char *results)
{
	struct buf text = BUF_INIT, bytes = BUF_INIT, unseen = BUF_INIT;
	struct envelope e = ENVELOPE_INIT;
	struct statement s = {.n = 0};
	int status = STATUS_OK;
	char *why;

	whole_read(&text, path);
	if (!envelope_read(&e, text.s ? text.s : "", text.len, input_name(path)))
		return refuse(path, "it is not an envelope as bench-verify writes it");
	envelope_signed_bytes(&bytes, &e);
	if (!openssl_signed(&e.signature, &bytes, &e.chain))
		return refuse(path, "the signature is not that of its certificate");
	files_read(&s, o, results);
	why = statement_differs(&s, &e.payload, o->commit, &e.chain, &unseen);
	if (why)
		status = refuse(path, why);
	else if (!openssl_trusted(&e.chain, o->authority))
		status = refuse(path, "its certificate is not one of the authority's");
	else if (unseen.len)
		warn("%s: attested and not looked at: %s", input_name(path), unseen.s);
	free(why);
	envelope_free(&e);
	statement_free(&s);
	buf_free(&text);
	buf_free(&bytes);
	buf_free(&unseen);
	return status;
}

int
main(int argc, char **argv)
{
	struct verify_options o = {.authority = NULL};
	const struct option_row rows[] = {
	    {'a', "authority", "FILE", "the root certificate that is trusted",
		OPTION_STRING(&o.authority)},
	    {'b', "binary", "FILE", "a program that was measured; may be repeated",
		OPTION_LIST(&o.binaries)},
	    {'c', "commit", "COMMIT", "the commit that must have been measured",
		OPTION_STRING(&o.commit)},
	    {'C', "chain", "FILE", "the certificate of the key, and those up to the root's",
		OPTION_STRING(&o.chain)},
	    {'k', "key", "FILE", "sign with this Ed25519 key", OPTION_STRING(&o.key)},
	    {'s', "scenario", "FILE", "the scenario that was measured", OPTION_STRING(&o.scenario)},
	    OPTION_OUTPUT(&o.output),
	    OPTION_COMMON,
	};
	struct operands operands;
	int status;

	program_set(argv[0]);
	operands = options_read(&usage, rows, argc, argv);
	if (o.key) {
		if (!o.chain || o.authority || o.commit || operands.n != 1)
			die_usage("to sign takes --key, --chain and one file of results");
		status = statement_sign(&o, operands.at[0]);
	} else {
		if (!o.authority || !o.commit || o.chain || o.output || operands.n != 2)
			die_usage("to verify takes --authority, --commit, a statement and results");
		status = statement_verify(&o, operands.at[0], operands.at[1]);
	}
	free(o.binaries.at);
	return status;
}
