// title: Claims of unnamed sources
// description: >
//   Every claim whose speaker the document does not name ("some analysts", "officials"), in the document's own
//   words for the speaker. Nothing tells whether two documents mean the same people.
// parameters:
//   name: {type: entity, default: null, description: only claims about this one}
//   relations: {type: relations, default: [], description: only these relations; else all}
// columns:
//   speaker: the document's words for who says it
//   subject: of whom it is said
//   relation: what is said
//   object: towards whom
//   polarity: negative where it is said not to be so
//   status: of the claim, across documents
//   asserted_by: all who say it in these words
//   denied_by: who denies it, here or elsewhere
//   modality: how firmly
//   hedge: the hedging words
//   support: kinds of support, where the words name them
//   document: id of the document
//   publisher: who published it
//   published: when
//   quote: the words
//   claim: id, for `kg why`
MATCH (u:UnnamedSource)<-[:ASSERTED_BY]-(c:Claim)
WHERE c.counts AND (size($relations) = 0 OR c.relation IN $relations)
  AND ($name IS NULL OR c.subject = $name OR c.object = $name)
MATCH (s:Entity)<-[:SUBJECT]-(c)-[:OBJECT]->(o:Entity)
MATCH (c)-[:QUOTED_FROM]->(d:Document)
WITH c, d, s, o, u,
  COLLECT { MATCH (c)-[:ASSERTED_BY]->(w)
            WITH coalesce(w.name, '“' + w.words + '”') AS voice RETURN voice ORDER BY voice } AS voices,
  COLLECT { MATCH (c)-[:DENIED_BY]->(w:Entity) WITH w.name AS voice RETURN voice ORDER BY voice } AS deniers
RETURN u.words AS speaker, s.name AS subject, c.relation AS relation, o.name AS object,
  c.polarity AS polarity, c.status AS status, voices AS asserted_by, deniers AS denied_by,
  c.modality AS modality, c.hedge AS hedge, c.support AS support,
  d.id AS document, d.publisher AS publisher, d.published AS published, c.quote AS quote, c.id AS claim
ORDER BY document, c.start, speaker, claim
