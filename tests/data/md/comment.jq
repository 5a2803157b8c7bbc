# One comparison as a pull request has it, of the kind $kind: one (one event is red), some (of five
# changes one is waived), many (60 long rows changed), open (much cannot be told), green.
def ms($base; $change): {metric: "duration_ms", unit: "ms", better: "lower", baseline: $base,
	current: ($base * (1 + $change)), change: $change, ci: [$change - 0.024, $change + 0.026]};
def rate($base; $change): {metric: "throughput", unit: "ops/s", better: "higher", baseline: $base,
	current: ($base / (1 + $change)), change: (1 / (1 + $change) - 1), ci: [1 / (1 + $change) - 1.02, 1 / (1 + $change) - 0.98]};
def memory($base; $change): {metric: "memory_mb", unit: "MB", better: "lower", baseline: $base,
	current: ($base * (1 + $change)), change: $change, ci: [$change - 0.002, $change + 0.002]};

def worsening: .change * (if .better == "lower" then 1 else -1 end);
def judged: .verdict = (if worsening >= 0.1 then "regression" elif worsening <= -0.1 then "improvement"
		elif .ci[0] > 0.05 then "worse" else "equivalent" end)
	| .severity = (if .verdict != "regression" then null
		elif (.change | fabs) >= 0.5 then "severe" elif (.change | fabs) >= 0.2 then "moderate" else "minor" end)
	| if .verdict == "regression" or .verdict == "worse"
	then .reason = "confirmed: \(.change * 1000 | round / 10) % when measured again" else . end;
def row: {kind: "regression", gate: true, n: [30, 30], p: 0.0001, p_adjusted: 0.0002, smallest_detectable: 0.02,
	tolerance: 0.05, threshold: 0.1} + . | judged;
def unclear($by; $rounds): .verdict = "inconclusive" | .severity = null | .smallest_detectable = $by
	| .ci = [.change - $by, .change + $by]
	| .reason = "changes under \($by * 1000 | round / 10) % cannot be seen reliably; about \($rounds) more rounds would settle it";

def at($name; $params): {name: $name, params: $params, id: ($name + (if $params == {} then "" else "/" end)
	+ ($params | to_entries | map("\(.key)=\(.value)") | join(",")))};
def quiet: at("parse"; {input: "small"}, {input: "large"}), at("render"; {})
	| . as $at | ($at + ms(12.4; 0.004) | row), ($at + memory(48.2; 0.001) | row),
	($at + ms(0.9; 0.002) + {metric: "cpu_ms", gate: false} | row);

def rows: {
	one: [quiet, (at("sort"; {size: 100000}) | (. + ms(41.8; 0.227) | row), (. + rate(2392000; 0.227) | row),
		(. + memory(48.2; 0.001) | row))],
	some: [quiet, (at("sort"; {size: 100000}) | (. + ms(41.8; 0.62) | row), (. + rate(2392000; 0.62) | row)),
		(at("matmul"; {backend: "openblas", size: 2048, threads: 4}) | (. + ms(183; 0.127) | row), (. + memory(96; 0.31) | row)),
		(at("startup"; {}) + ms(8.1; 0.08) | row),
		(at("decode"; {format: "json"}) + ms(5.6; 0.14) | row
			| .waived = {ceiling: 0.2, reason: "the new checks are worth it", issue: "https://github.com/octo/bench/issues/12",
				expires: "2026-12-31"}),
		(at("load"; {cache: "warm"}) + ms(61; -0.34) | row),
		(at("resize"; {}) + ms(33; 0.03) | row | unclear(0.14; 22))],
	many: [quiet, (range(60) | . as $i | at("inference/transformer-decoder-with-kv-cache"; {backend: ["openvino", "cuda", "cpu"][$i % 3],
		model: "distilbert-base-uncased-finetuned-sst-2-english", precision: "bf16", batch: [1, 8, 32, 128][$i % 4],
		sequence_length: (64 * ($i + 1))}) + ms(20 + $i; 0.11 + 0.01 * $i) | row)],
	open: [quiet, (range(8) | . as $i | at(["fft", "sort", "matmul", "conv2d"][$i / 2 | floor]; {size: (512 * ($i + 1))})
		+ ms(7 + $i; 0.01 * $i) | row | unclear(0.12 + 0.03 * $i; 40 + 30 * $i))],
	green: [quiet]};

def side: {timestamp: "2026-11-29T08:00:00Z", version: "0.2.0", environment: {cpu_model: "AMD EPYC 7763 64-Core Processor", cores: 4,
	os: "Ubuntu 24.04.1 LTS", runner: "github-hosted ubuntu24", fingerprint: "d3329e4ab2fec45f",
	revisions: {base: ("4f1d2c3a5b" * 4), base_is: "merge-parent", head: ("0badc0ffee" * 4), proposed: ("b7e6d5c4f3" * 4),
		base_name: "main", head_name: "faster-parser", scenario: "bench.yml"}}};
rows[$kind] as $rows
| {schema: "benchpipe/comparison/1", version: "0.2.0", timestamp: "2026-11-29T08:02:00Z", suite: "tensor",
	policy: {tolerance: 0.05, threshold: 0.1, alpha: 0.05, correction: "benjamini-hochberg", design: "paired"},
	baseline: side, current: side,
	rows: [$rows | group_by(.id)[][]],
	summary: {rows: ($rows | length), environment: "same", contaminated: false,
		control: {metric: "duration_ms", change: 0.002, ci: [-0.003, 0.006]},
		verdict: (if any($rows[]; .gate and .verdict == "regression" and (has("waived") | not)) then "regression" else "pass" end)}}
