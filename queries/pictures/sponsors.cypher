// title: "Picture: who is said to stand behind an actor"
// description: Chains of alleged support that end at an actor, up to three edges long.
// parameters:
//   name: {type: entity, description: id of the actor that is said to be supported}
//   limit: {type: integer, default: 200, description: how many chains at most}
// columns:
//   path: a chain, from the first supporter to the actor
MATCH path = (s:Entity)-[:SUPPORTS|DIRECTS|CREATED*1..3]->(n:Entity {id: $name})
RETURN path ORDER BY length(path), s.id LIMIT $limit
