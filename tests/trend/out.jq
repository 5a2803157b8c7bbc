# A series document as the scorer reads it.
{series: [.series[] | {name: .id, change_points: [.steps[].at]}]}
