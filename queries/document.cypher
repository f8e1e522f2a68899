// title: Claims of a document
// description: >
//   Everything that one document says, in the order of its text, denials among it, with the status that each
//   claim has across all documents.
// parameters:
//   document: {type: document, description: id of the document}
// columns:
//   start: where the words begin in the file, in characters
//   subject: from whom
//   relation: how they stand to one another
//   object: to whom
//   polarity: negative where it is said not to be so
//   status: of the claim, across documents
//   asserted_by: who says it; "the document" is its own voice
//   denied_by: who denies it, here or elsewhere
//   modality: how firmly
//   hedge: the hedging words
//   support: kinds of support, where the words name them
//   document: its id
//   publisher: who published it
//   published: when
//   quote: the words
//   claim: id, for `kg why`
MATCH (d:Document {key: $document})<-[:QUOTED_FROM]-(c:Claim)
WHERE c.counts
MATCH (s:Entity)<-[:SUBJECT]-(c)-[:OBJECT]->(o:Entity)
WITH c, d, s, o,
  COLLECT { MATCH (c)-[:ASSERTED_BY]->(w)
            WITH coalesce(w.name, '“' + w.words + '”') AS voice RETURN voice ORDER BY voice } AS voices,
  COLLECT { MATCH (c)-[:DENIED_BY]->(w:Entity) WITH w.name AS voice RETURN voice ORDER BY voice } AS deniers
RETURN c.start AS start, s.name AS subject, c.relation AS relation, o.name AS object, c.polarity AS polarity,
  c.status AS status,
  CASE WHEN size(voices) = 0 THEN ['the document'] ELSE voices END AS asserted_by, deniers AS denied_by,
  c.modality AS modality, c.hedge AS hedge, c.support AS support,
  d.id AS document, d.publisher AS publisher, d.published AS published, c.quote AS quote, c.id AS claim
ORDER BY start, claim
