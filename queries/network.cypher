// title: Network around an actor
// description: >
//   Every edge at the actor, and with two hops also those at its neighbours: what is said, by whom, who denies
//   it, with the first claim in words. An edge is what kg joined out of claims, nobody's own statement.
// parameters:
//   name: {type: entity, description: the actor in the middle}
//   hops: {type: integer, default: 1, description: 1 or 2}
//   relations: {type: relations, default: [], description: only these relations; else all}
// columns:
//   hop: 1 at the actor, 2 at a neighbour
//   subject: from whom
//   relation: how they are said to stand to one another
//   object: to whom
//   status: of the edge
//   asserted_by: who says it; "the document" is its own voice
//   denied_by: who denies it
//   support: kinds of support, where the words name them
//   claims: how many claims are behind it
//   denials: how many denials
//   first_published: the earliest document
//   last_published: the latest document
//   document: id of the document of its first claim
//   quote: the words of that claim
//   claim: id of that claim, for `kg why`
MATCH (n:Entity {id: $name})
WITH n,
  COLLECT { MATCH (n)-[r]-(m:Entity)
            WHERE r.status IS NOT NULL AND (size($relations) = 0 OR type(r) IN $relations)
            RETURN DISTINCT m.id } AS near
WITH n.id AS middle, CASE WHEN $hops > 1 THEN near + [n.id] ELSE [n.id] END AS ids
UNWIND ids AS each
WITH DISTINCT middle, each
MATCH (m:Entity {id: each})-[r]-(:Entity)
WHERE r.status IS NOT NULL AND (size($relations) = 0 OR type(r) IN $relations)
WITH DISTINCT middle, r, startNode(r) AS a, endNode(r) AS b
WITH r, a, b, CASE WHEN middle IN [a.id, b.id] THEN 1 ELSE 2 END AS hop,
  head(COLLECT { UNWIND r.claims + r.denials AS id MATCH (c:Claim {id: id})
                 RETURN c ORDER BY c.polarity DESC, coalesce(c.published, '9999'), c.id }) AS first,
  COLLECT { UNWIND r.asserted_by AS id OPTIONAL MATCH (v:Entity {id: id})
            WITH coalesce(v.name, id) AS voice RETURN voice ORDER BY voice } AS voices,
  COLLECT { UNWIND r.denied_by AS id OPTIONAL MATCH (v:Entity {id: id})
            WITH coalesce(v.name, id) AS voice RETURN voice ORDER BY voice } AS deniers
RETURN hop, a.name AS subject, type(r) AS relation, b.name AS object, r.status AS status,
  CASE WHEN size(voices) = 0 AND size(r.claims) > 0 THEN ['the document'] ELSE voices END AS asserted_by,
  deniers AS denied_by, r.support AS support, size(r.claims) AS claims, size(r.denials) AS denials,
  r.first_published AS first_published, r.last_published AS last_published,
  first.doc AS document, first.quote AS quote, first.id AS claim
ORDER BY hop, subject, relation, object
