// title: What somebody says
// description: Every claim and every denial by one asserter, also those that report somebody else's words.
// parameters:
//   name: {type: entity, description: the asserter}
//   relations: {type: relations, default: [], description: only these relations; else all}
// columns:
//   role: asserts, or reports what another one says
//   subject: of whom it is said
//   relation: what is said
//   object: towards whom
//   polarity: negative where it is said not to be so
//   status: of the claim, across documents
//   asserted_by: all who say it in these words; "the document" is its own voice
//   denied_by: who denies it, here or elsewhere
//   modality: how firmly
//   hedge: the hedging words
//   support: kinds of support, where the words name them
//   document: id of the document
//   publisher: who published it
//   published: when
//   quote: the words
//   claim: id, for `kg why`
MATCH (v:Entity {id: $name})<-[r:ASSERTED_BY|REPORTED_BY|REPORTED_THROUGH]-(c:Claim)
WHERE c.counts AND (size($relations) = 0 OR c.relation IN $relations)
WITH c, min(CASE type(r) WHEN 'ASSERTED_BY' THEN 'asserts' ELSE 'reports' END) AS role
MATCH (s:Entity)<-[:SUBJECT]-(c)-[:OBJECT]->(o:Entity)
MATCH (c)-[:QUOTED_FROM]->(d:Document)
WITH c, d, s, o, role,
  COLLECT { MATCH (c)-[:ASSERTED_BY]->(w)
            WITH coalesce(w.name, '“' + w.words + '”') AS voice RETURN voice ORDER BY voice } AS voices,
  COLLECT { MATCH (c)-[:DENIED_BY]->(w:Entity) WITH w.name AS voice RETURN voice ORDER BY voice } AS deniers
RETURN role, s.name AS subject, c.relation AS relation, o.name AS object, c.polarity AS polarity,
  c.status AS status,
  CASE WHEN size(voices) = 0 THEN ['the document'] ELSE voices END AS asserted_by, deniers AS denied_by,
  c.modality AS modality, c.hedge AS hedge, c.support AS support,
  d.id AS document, d.publisher AS publisher, d.published AS published, c.quote AS quote, c.id AS claim
ORDER BY role, subject, relation, object, polarity DESC, coalesce(published, ''), document, claim
