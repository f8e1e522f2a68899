// title: Who is said to support an actor
// description: >
//   Every claim that somebody supports, directs or founded the actor, with who says it and who denies it.
// parameters:
//   name: {type: actor, description: the actor that is said to be supported}
//   relations:
//     type: relations
//     default: [SUPPORTS, DIRECTS, CREATED]
//     description: what counts as support
// columns:
//   sponsor: who is said to support
//   relation: in which way
//   status: of the claim, across documents
//   asserted_by: who says it; "the document" is its own voice
//   denied_by: who denies it, here or elsewhere
//   support: kinds of support, where the words name them
//   hedge: the hedging words
//   document: id of the document
//   publisher: who published it
//   published: when
//   quote: the words
//   claim: id, for `kg why`
MATCH (o:Entity {id: $name})<-[:OBJECT]-(c:Claim)-[:SUBJECT]->(s:Entity)
WHERE c.counts AND c.polarity = 'positive' AND c.relation IN $relations
MATCH (c)-[:QUOTED_FROM]->(d:Document)
WITH c, d, s,
  COLLECT { MATCH (c)-[:ASSERTED_BY]->(v)
            WITH coalesce(v.name, '“' + v.words + '”') AS voice RETURN voice ORDER BY voice } AS voices,
  COLLECT { MATCH (c)-[:DENIED_BY]->(v:Entity) WITH v.name AS voice RETURN voice ORDER BY voice } AS deniers
RETURN s.name AS sponsor, c.relation AS relation, c.status AS status,
  CASE WHEN size(voices) = 0 THEN ['the document'] ELSE voices END AS asserted_by, deniers AS denied_by,
  c.support AS support, c.hedge AS hedge,
  d.id AS document, d.publisher AS publisher, d.published AS published, c.quote AS quote, c.id AS claim
ORDER BY sponsor, relation, coalesce(published, ''), document, claim
