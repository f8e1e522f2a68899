// title: What an actor is said to sponsor
// description: >
//   Every claim that the actor supports, directs or founded somebody, or had a part in an attack, with who
//   says it and who denies it.
// parameters:
//   name: {type: actor, description: the actor that is said to give support}
//   relations:
//     type: relations
//     default: [SUPPORTS, DIRECTS, CREATED, INVOLVED_IN]
//     description: what counts as support
// columns:
//   sponsored: who or what is said to be supported
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
MATCH (s:Entity {id: $name})<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(o:Entity)
WHERE c.counts AND c.polarity = 'positive' AND c.relation IN $relations
MATCH (c)-[:QUOTED_FROM]->(d:Document)
WITH c, d, o,
  COLLECT { MATCH (c)-[:ASSERTED_BY]->(v)
            WITH coalesce(v.name, '“' + v.words + '”') AS voice RETURN voice ORDER BY voice } AS voices,
  COLLECT { MATCH (c)-[:DENIED_BY]->(v:Entity) WITH v.name AS voice RETURN voice ORDER BY voice } AS deniers
RETURN o.name AS sponsored, c.relation AS relation, c.status AS status,
  CASE WHEN size(voices) = 0 THEN ['the document'] ELSE voices END AS asserted_by, deniers AS denied_by,
  c.support AS support, c.hedge AS hedge,
  d.id AS document, d.publisher AS publisher, d.published AS published, c.quote AS quote, c.id AS claim
ORDER BY sponsored, relation, coalesce(published, ''), document, claim
