#include "scenario/limit_read.h"

#include <string.h>

#include "base/number.h"
#include "base/unit.h"
#include "yaml/yaml_field.h"

double
limit_number(const struct yaml_node *node, const char *what, const struct metric_rule *rule)
{
	struct unit unit, own;
	size_t len;
	double v;

	if (node->kind != YAML_SCALAR || yaml_is_null(node) || !unit_of(rule->unit, &own) ||
	    number_parse(node->text, strlen(node->text), &v))
		return field_number(node, what);
	len = strspn(node->text, "-0123456789.");
	if (!number_parse(node->text, len, &v))
		return field_number(node, what);
	if (!unit_of(node->text + len + (node->text[len] == ' '), &unit) ||
	    !unit_alike(&unit, &own))
		yaml_die(node,
		    "'%s' must be a number of '%s', or have a unit that can be brought to it, not "
		    "'%s'",
		    what, rule->unit, node->text);
	return unit_convert(v, &unit, &own);
}
