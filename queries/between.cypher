// title: Claims between two actors
// description: Everything said of the two, in either direction, denials among them.
// parameters:
//   a: {type: entity, description: one of the two}
//   b: {type: entity, description: the other one}
// columns:
//   subject: from whom
//   relation: how they stand to one another
//   object: to whom
//   polarity: negative where it is said not to be so
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
UNWIND [[$a, $b], [$b, $a]] AS ends
WITH DISTINCT ends
MATCH (s:Entity {id: ends[0]})<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(o:Entity {id: ends[1]})
WHERE c.counts
MATCH (c)-[:QUOTED_FROM]->(d:Document)
WITH c, d, s, o,
  COLLECT { MATCH (c)-[:ASSERTED_BY]->(v)
            WITH coalesce(v.name, '“' + v.words + '”') AS voice RETURN voice ORDER BY voice } AS voices,
  COLLECT { MATCH (c)-[:DENIED_BY]->(v:Entity) WITH v.name AS voice RETURN voice ORDER BY voice } AS deniers
RETURN s.name AS subject, c.relation AS relation, o.name AS object, c.polarity AS polarity, c.status AS status,
  CASE WHEN size(voices) = 0 THEN ['the document'] ELSE voices END AS asserted_by, deniers AS denied_by,
  c.support AS support, c.hedge AS hedge,
  d.id AS document, d.publisher AS publisher, d.published AS published, c.quote AS quote, c.id AS claim
ORDER BY relation, subject, object, polarity DESC, coalesce(published, ''), document, claim
