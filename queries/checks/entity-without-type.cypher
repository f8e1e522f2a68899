// title: Entities without exactly one type
// description: An entity has the label Entity and one more, its type.
// parameters:
//   types: {type: list, description: all entity types}
// columns:
//   entity: id
//   labels: its labels
MATCH (n:Entity)
WITH n, COLLECT { UNWIND labels(n) AS label WITH label RETURN label ORDER BY label } AS labels
WHERE size([label IN labels WHERE label IN $types]) <> 1 OR size(labels) <> 2 OR n.id IS NULL OR n.name IS NULL
RETURN n.id AS entity, labels
ORDER BY entity
