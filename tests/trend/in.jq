# What the scorer writes as a series document.
{series: [.series[] | {id: .name, metric: "value", value: .values} + (if .base then {base} else {} end)]}
