// title: Claims and figures whose speakers are not as their properties say
// description: Who says something stands in a property and is linked, by name or in the document's own words.
// parameters:
// columns:
//   id: of the claim or the figure
//   asserted_by: what its property says
//   speakers: who is linked
MATCH (c)
WHERE 'Claim' IN labels(c) OR 'Figure' IN labels(c)
WITH c,
  COLLECT { MATCH (c)-[:ASSERTED_BY]->(e:Entity) WITH e.id AS id RETURN id ORDER BY id } AS named,
  COUNT { MATCH (c)-[:ASSERTED_BY]->(:UnnamedSource) } AS unnamed
WITH c, named, unnamed, [id IN c.asserted_by WHERE NOT id STARTS WITH '“'] AS said
WHERE any(id IN said WHERE NOT id IN named) OR any(id IN named WHERE NOT id IN said)
  OR (unnamed = 0 AND size(said) < size(c.asserted_by))
  OR (unnamed > 0 AND size(said) = size(c.asserted_by))
RETURN c.id AS id, c.asserted_by AS asserted_by, named AS speakers
ORDER BY id
