# artifact.jq: is the input a comparison that can be shown? True or false. Takes $schema,
# schemas/comparison.json, and the bounds $rows and $text. What the schema does not
# know may be there, as every reader lets it.

# Names and all else in a table are one line; a reason may have several. Looked for
# in the JSON text, where a control character is an escape.
def lines:
	del(.rows[].reason, .rows[].why.told, .rows[].drift.reason, .rows[].limit.because,
		.baseline.environment, .current.environment, .release.environment, .elsewhere.environment)
	| tojson | test("(^|[^\\\\])(\\\\\\\\)*\\\\[nrtbfu]|\u007f") | not;

def short: all(.. | strings; length <= $text) and all(.. | objects | keys_unsorted[]; length <= $text);

# With 'type' as an object, in which a type is looked up at once.
def prepared: walk(if type == "object" and (.type | type | IN("string", "array"))
	then .type |= ([.] | flatten | map({(.): true}) | add) else . end);

($schema | prepared) as $schema

# The keywords of JSON Schema that schemas/comparison.json is written with.
| def valid($s):
	if $s["$ref"] then valid($schema["$defs"][$s["$ref"] | ltrimstr("#/$defs/")])
	else
		. as $v | type as $type
		| ($s.type == null or $s.type[$type] or ($type == "number" and $s.type.integer and floor == .))
		and ($s.enum == null or IN($s.enum[]))
		and ($s.const == null or . == $s.const)
		and if $type == "object" then
			($s.required == null or all($s.required[]; in($v)))
			and all(keys_unsorted[]; . as $key
				| ($s.properties[$key] // $s.additionalProperties) as $member
				| $member == null or ($v[$key] | valid($member)))
		elif $type == "array" then
			($s.minItems == null or length >= $s.minItems)
			and ($s.maxItems == null or length <= $s.maxItems)
			and ($s.items == null or all(.[]; valid($s.items)))
		elif $type == "number" then
			($s.minimum == null or . >= $s.minimum) and ($s.maximum == null or . <= $s.maximum)
		elif $type == "string" then $s.minLength == null or length >= $s.minLength
		else true end
		and ($s.allOf == null or all($s.allOf[]; . as $part | $v | valid($part)))
		and ($s.anyOf == null or any($s.anyOf[]; . as $part | $v | valid($part)))
	end;

(.rows | type == "array" and length <= $rows)
and (.waivers | . == null or (type == "array" and length <= 1000))
and ([paths] | length <= 60 * $rows)
and all(.rows[]; type == "object" and (.params | . == null or (type == "object" and length <= 64)))
and short and lines and valid($schema)
