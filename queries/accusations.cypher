// title: Who accuses whom of supporting whom
// description: >
//   Every claim of support, direction, foundation or a part in an attack that somebody else than the accused
//   makes, one row for each accuser. What a document says in its own voice accuses too, but nobody by name:
//   `kg query sponsors` has it.
// parameters:
//   name: {type: entity, default: null, description: only accusations by this one}
//   relations:
//     type: relations
//     default: [SUPPORTS, DIRECTS, CREATED, INVOLVED_IN]
//     description: what counts as support
// columns:
//   accuser: who says it; in quotation marks where the document names nobody
//   accused: of whom it is said
//   relation: what is said
//   object: whom or what the accused is said to support
//   status: of the claim, across documents
//   asserted_by: all who say it in these words
//   denied_by: who denies it, here or elsewhere
//   support: kinds of support, where the words name them
//   hedge: the hedging words
//   document: id of the document
//   publisher: who published it
//   published: when
//   quote: the words
//   claim: id, for `kg why`
MATCH (c:Claim)-[:ASSERTED_BY]->(v)
WHERE c.counts AND c.polarity = 'positive' AND c.relation IN $relations AND c.subject <> v.id
  AND ($name IS NULL OR v.id = $name)
MATCH (s:Entity)<-[:SUBJECT]-(c)-[:OBJECT]->(o:Entity)
MATCH (c)-[:QUOTED_FROM]->(d:Document)
WITH c, d, s, o, coalesce(v.name, '“' + v.words + '”') AS accuser,
  COLLECT { MATCH (c)-[:ASSERTED_BY]->(w)
            WITH coalesce(w.name, '“' + w.words + '”') AS voice RETURN voice ORDER BY voice } AS voices,
  COLLECT { MATCH (c)-[:DENIED_BY]->(w:Entity) WITH w.name AS voice RETURN voice ORDER BY voice } AS deniers
RETURN accuser, s.name AS accused, c.relation AS relation, o.name AS object, c.status AS status,
  voices AS asserted_by, deniers AS denied_by, c.support AS support, c.hedge AS hedge,
  d.id AS document, d.publisher AS publisher, d.published AS published, c.quote AS quote, c.id AS claim
ORDER BY accuser, accused, relation, object, coalesce(published, ''), document, claim
