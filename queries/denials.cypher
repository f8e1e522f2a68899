// title: Who denies what
// description: >
//   Every denial, and each claim that it denies: who had said it, where, in which words. A denial of something
//   that no document of the graph says stands alone.
// parameters:
//   name: {type: entity, default: null, description: only denials by this one}
// columns:
//   denied_by: who denies; "the document" is its own voice
//   subject: of whom it was said
//   relation: what was said
//   object: towards whom
//   status: of the claim that is denied; "denied" where none is known
//   asserted_by: who had said it
//   said_in: id of the document that has the claim
//   said: the words of the claim
//   document: id of the document that has the denial
//   publisher: who published it
//   published: when
//   quote: the words of the denial
//   claim: id of the denial, for `kg why`
MATCH (s:Entity)<-[:SUBJECT]-(c:Claim {polarity: 'negative'})-[:OBJECT]->(o:Entity)
WHERE c.counts AND ($name IS NULL OR EXISTS { MATCH (c)-[:ASSERTED_BY]->(:Entity {id: $name}) })
MATCH (c)-[:QUOTED_FROM]->(d:Document)
OPTIONAL MATCH (c)-[:DENIES]->(said:Claim) WHERE said.counts
WITH c, d, s, o, said,
  COLLECT { MATCH (c)-[:ASSERTED_BY]->(v)
            WITH coalesce(v.name, '“' + v.words + '”') AS voice RETURN voice ORDER BY voice } AS deniers,
  COLLECT { MATCH (said)-[:ASSERTED_BY]->(v)
            WITH coalesce(v.name, '“' + v.words + '”') AS voice RETURN voice ORDER BY voice } AS voices
RETURN CASE WHEN size(deniers) = 0 THEN ['the document'] ELSE deniers END AS denied_by,
  s.name AS subject, c.relation AS relation, o.name AS object, coalesce(said.status, c.status) AS status,
  CASE WHEN said IS NULL THEN [] WHEN size(voices) = 0 THEN ['the document'] ELSE voices END AS asserted_by,
  said.doc AS said_in, said.quote AS said,
  d.id AS document, d.publisher AS publisher, d.published AS published, c.quote AS quote, c.id AS claim
ORDER BY subject, relation, object, coalesce(published, ''), document, claim, coalesce(said_in, ''), coalesce(said, '')
