# The paths $paths of an OpenAPI description, with all that they refer to.
def references: [.. | objects | .["$ref"]? // empty | strings];
def place: ltrimstr("#/") | split("/");
def closure($root; $seen; $todo):
	if ($todo | length) == 0 then $seen
	else ([$todo[] | . as $r | $root | getpath($r | place) | references[]] | unique) as $next
		| closure($root; $seen + $todo; $next - $seen - $todo)
	end;
. as $root
| {openapi, info, servers, paths: (.paths | with_entries(select(.key | IN($paths[]))))}
| . as $subset
| reduce closure($root; []; $subset | references | unique)[] as $r
	(.; setpath($r | place; $root | getpath($r | place)))
