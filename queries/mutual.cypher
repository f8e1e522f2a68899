// title: Mutual accusations
// description: >
//   Pairs of which each accuses the other of something, with every such claim in both directions.
// parameters:
//   relations:
//     type: relations
//     default: [SUPPORTS, DIRECTS, CREATED, INVOLVED_IN, PERPETRATED, FAILS_TO_SUPPRESS]
//     description: what counts as an accusation
// columns:
//   pair: the two, in alphabetical order
//   accuser: who says it
//   accused: of whom it is said
//   relation: what is said
//   object: towards whom
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
MATCH (a:Entity)<-[:ASSERTED_BY]-(c:Claim)
WHERE c.counts AND c.polarity = 'positive' AND c.relation IN $relations AND c.subject <> a.id
WITH CASE WHEN a.id < c.subject THEN [a.id, c.subject] ELSE [c.subject, a.id] END AS two, a.id AS accuser
WITH two, count(DISTINCT accuser) AS accusers
WHERE accusers = 2
UNWIND [two, [two[1], two[0]]] AS ends
WITH ends[0] AS by, ends[1] AS of
MATCH (a:Entity {id: by})<-[:ASSERTED_BY]-(c:Claim)-[:SUBJECT]->(b:Entity {id: of})
WHERE c.counts AND c.polarity = 'positive' AND c.relation IN $relations
MATCH (c)-[:OBJECT]->(o:Entity)
MATCH (c)-[:QUOTED_FROM]->(d:Document)
WITH a, b, c, d, o,
  COLLECT { MATCH (c)-[:ASSERTED_BY]->(w)
            WITH coalesce(w.name, '“' + w.words + '”') AS voice RETURN voice ORDER BY voice } AS voices,
  COLLECT { MATCH (c)-[:DENIED_BY]->(w:Entity) WITH w.name AS voice RETURN voice ORDER BY voice } AS deniers
RETURN CASE WHEN a.name < b.name THEN [a.name, b.name] ELSE [b.name, a.name] END AS pair,
  a.name AS accuser, b.name AS accused, c.relation AS relation, o.name AS object, c.status AS status,
  voices AS asserted_by, deniers AS denied_by, c.support AS support, c.hedge AS hedge,
  d.id AS document, d.publisher AS publisher, d.published AS published, c.quote AS quote, c.id AS claim
ORDER BY pair[0], pair[1], accuser, relation, object, coalesce(published, ''), document, claim
