# Metal: xctrace export of the table metal-gpu-intervals of a Metal System Trace
#: also xctrace
#: reader xml
#: rows row
#: refer id ref
#: sign <trace-query-result
#: sign <schema name="metal-gpu-intervals"

def child($tag): [."$content"[] | select(."$tag" == $tag)][0];
def text: [(."$content"? // [])[] | ."$text" // empty][0];
def words: ."@fmt" // text;

."$row"
| (child("duration") | text) as $ns
| if $ns == null then empty else
  {name: (child("formatted-label") // {} | words // "(no label)"),
   params: ({channel: (child("gpu-channel-name") // {} | words),
             process: (child("process") // {} | words // null | if . then sub(" \\([0-9]+\\)$"; "") else . end)}
       | with_entries(select(.value != null))),
   metrics: {duration_ms: {unit: "ns", samples: [$ns | tonumber]}}}
  end
