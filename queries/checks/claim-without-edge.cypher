// title: Claims that no edge goes by
// description: >
//   A claim that counts is behind the edge between its ends. Only claims with the same thing at both ends have
//   none, and those about a person whom no register knows, until somebody has accepted them.
// parameters:
//   symmetric: {type: list, description: relations that mean the same in either order}
// columns:
//   claim: id
//   subject: id
//   relation: what is said
//   object: id
MATCH (s:Entity)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(o:Entity)
WHERE c.counts AND s.id <> o.id
  AND (c.review IN ['accepted', 'corrected'] OR NOT (('Person' IN labels(s) AND NOT s.known)
    OR ('Person' IN labels(o) AND NOT o.known)))
  AND NOT EXISTS { MATCH (s)-[r]->(o) WHERE type(r) = c.relation AND c.id IN r.claims + r.denials }
  AND NOT (c.relation IN $symmetric
    AND EXISTS { MATCH (o)-[r]->(s) WHERE type(r) = c.relation AND c.id IN r.claims + r.denials })
RETURN c.id AS claim, s.id AS subject, c.relation AS relation, o.id AS object
ORDER BY claim
