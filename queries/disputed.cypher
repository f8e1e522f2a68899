// title: What is disputed
// description: >
//   Every edge between two entities that somebody asserts and somebody denies, with its first claim in words.
// parameters:
//   relations: {type: relations, default: [], description: only these relations; else all}
// columns:
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
MATCH (a:Entity)-[r]->(b:Entity)
WHERE r.status = 'disputed' AND (size($relations) = 0 OR type(r) IN $relations)
WITH a, r, b,
  head(COLLECT { UNWIND r.claims AS each MATCH (c:Claim {id: each})
                 RETURN c ORDER BY coalesce(c.published, '9999'), c.id }) AS first,
  COLLECT { UNWIND r.asserted_by AS each OPTIONAL MATCH (v:Entity {id: each})
            WITH coalesce(v.name, each) AS voice RETURN voice ORDER BY voice } AS voices,
  COLLECT { UNWIND r.denied_by AS each OPTIONAL MATCH (v:Entity {id: each})
            WITH coalesce(v.name, each) AS voice RETURN voice ORDER BY voice } AS deniers
RETURN a.name AS subject, type(r) AS relation, b.name AS object, r.status AS status,
  CASE WHEN size(voices) = 0 THEN ['the document'] ELSE voices END AS asserted_by, deniers AS denied_by,
  r.support AS support, size(r.claims) AS claims, size(r.denials) AS denials,
  r.first_published AS first_published, r.last_published AS last_published,
  first.doc AS document, first.quote AS quote, first.id AS claim
ORDER BY subject, relation, object
