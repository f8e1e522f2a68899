// title: Nodes that kg did not write
// description: Every node has a label of the schema.
// parameters:
//   labels: {type: list, description: all labels of the graph}
// columns:
//   labels: of such nodes
//   nodes: how many have them
MATCH (n)
WITH COLLECT { UNWIND labels(n) AS label WITH label RETURN label ORDER BY label } AS labels
WHERE size(labels) = 0 OR any(label IN labels WHERE NOT label IN $labels)
RETURN labels, count(*) AS nodes
ORDER BY labels
