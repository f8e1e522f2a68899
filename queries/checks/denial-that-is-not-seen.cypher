// title: Denied claims that are not disputed
// description: >
//   A claim that somebody denies is disputed and says who denies it, by property and by link; a denial is
//   negative, and about what it denies.
// parameters:
// columns:
//   claim: id of the claim
//   status: of the claim
//   denied_by: ids that its property names
//   deniers: ids of the entities linked as deniers
MATCH (c:Claim)
WHERE c.counts
WITH c,
  COLLECT { MATCH (c)-[:DENIED_BY]->(e:Entity) WITH e.id AS id RETURN id ORDER BY id } AS deniers,
  COUNT { MATCH (c)<-[:DENIES]-(d:Claim) WHERE d.counts AND d.polarity <> 'negative' } AS wrong
WHERE wrong > 0 OR c.denied_by <> deniers OR (size(c.denied_by) > 0 AND c.status <> 'disputed')
RETURN c.id AS claim, c.status AS status, c.denied_by AS denied_by, deniers
ORDER BY claim
