// title: "Picture: what is disputed"
// description: Every edge that somebody denies, with both ends.
// parameters:
//   limit: {type: integer, default: 100, description: how many edges at most}
// columns:
//   path: an edge with its two ends
MATCH path = (s:Entity)-[r]->(o:Entity)
WHERE r.status = 'disputed'
RETURN path ORDER BY s.id, type(r), o.id LIMIT $limit
