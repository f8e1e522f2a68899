// title: "Picture: around an actor"
// description: The edges of an actor, each with its status.
// parameters:
//   name: {type: entity, description: id of the actor}
//   limit: {type: integer, default: 200, description: how many edges at most}
// columns:
//   path: an edge with its two ends
MATCH path = (n:Entity {id: $name})-[r]-(m:Entity)
WHERE r.status IS NOT NULL
RETURN path ORDER BY type(r), m.id, startNode(r).id LIMIT $limit
