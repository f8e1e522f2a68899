// title: "Picture: the claims between two actors"
// description: What is said of the two, in either direction, with who says it and where it stands.
// parameters:
//   a: {type: entity, description: id of one of the two}
//   b: {type: entity, description: id of the other one}
// columns:
//   ends: from one actor over the claim to the other
//   voices: from the claim to those who say it or deny it, and to its document
MATCH ends = (s:Entity)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(o:Entity)
WHERE c.counts AND ((s.id = $a AND o.id = $b) OR (s.id = $b AND o.id = $a))
OPTIONAL MATCH voices = (c)-[r:ASSERTED_BY|DENIED_BY|QUOTED_FROM]->(v)
RETURN ends, voices ORDER BY c.id, type(r), coalesce(v.id, v.words)
