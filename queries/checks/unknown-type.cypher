// title: Edges that kg did not write
// description: Every edge is a relation of the schema, between entities, or a link of the graph.
// parameters:
//   relations: {type: relations, description: all relations}
//   links: {type: list, description: all other edge types}
// columns:
//   type: of such edges
//   edges: how many there are
MATCH (a)-[r]->(b)
WHERE NOT type(r) IN $links
  AND NOT (type(r) IN $relations AND 'Entity' IN labels(a) AND 'Entity' IN labels(b))
RETURN type(r) AS type, count(*) AS edges
ORDER BY type
