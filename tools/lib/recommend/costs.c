#include "recommend/costs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/input.h"
#include "yaml/yaml_field.h"
#include "yaml/yaml_tree.h"

enum { PRICES_MAX = 1000, CURRENCY_MAX = 20 };
#define PRICE_MOST 1e9

static void
prices_read(struct costs *c, const struct yaml_node *map)
{
	field_map(map, "per_hour");
	if (map->n == 0 || map->n > PRICES_MAX)
		yaml_die(map, "'per_hour' must have 1 to %d prices, not %zu", PRICES_MAX, map->n);
	c->prices = xcalloc(map->n, sizeof *c->prices);
	for (; c->n < map->n; c->n++) {
		const char *name = map->keys[c->n]->text;
		double v = field_number(map->items[c->n], name);

		if (!(v > 0 && v <= PRICE_MOST))
			yaml_die(map->items[c->n], "'%s' must be a price over 0, at most %g", name,
			    PRICE_MOST);
		c->prices[c->n] = (struct price){name, v};
	}
}

void
costs_load(struct costs *c, const char *path)
{
	static const char *const keys[] = {"version", "currency", "per_hour", NULL};
	const struct yaml_node *root, *currency, *prices;
	struct buf text = BUF_INIT;
	FILE *f = input_open(path);

	*c = (struct costs){.currency = "USD"};
	buf_read(&text, f, YAML_MAX_BYTES, input_name(path));
	input_close(f);
	c->document = yaml_tree_parse(text.s, text.len, input_name(path));
	buf_free(&text);
	root = yaml_tree_root(c->document);
	field_map(root, "the file");
	field_keys(root, keys, "the file");
	if (!yaml_get(root, "version"))
		yaml_die(root, "'version: 1' must be given");
	field_count(yaml_get(root, "version"), "version", 1, 1);
	currency = yaml_get(root, "currency");
	if (currency) {
		field_text(currency, "currency");
		c->currency = field_line(currency, "currency");
		if (strlen(c->currency) > CURRENCY_MAX)
			yaml_die(currency, "'currency' must be at most %d bytes", CURRENCY_MAX);
	}
	prices = yaml_get(root, "per_hour");
	if (!prices)
		yaml_die(root, "'per_hour' must be given: the price of an hour of each candidate");
	prices_read(c, prices);
}

void
costs_free(struct costs *c)
{
	free(c->prices);
	yaml_tree_free(c->document);
}

double
costs_find(const struct costs *c, const char *candidate)
{
	for (size_t i = 0; i < c->n; i++)
		if (strcmp(c->prices[i].candidate, candidate) == 0)
			return c->prices[i].per_hour;
	return NAN;
}
