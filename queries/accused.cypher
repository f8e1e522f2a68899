// title: Most accused states
// description: >
//   States by the number of those who accuse them of supporting, directing or founding somebody, or of a part
//   in an attack. A ranking measures whose reports were loaded, and how often, not what anybody did. Copies of
//   a report and repeated claims add nothing to the number of accusers.
// parameters:
//   relations:
//     type: relations
//     default: [SUPPORTS, DIRECTS, CREATED, INVOLVED_IN]
//     description: what counts as support
//   limit: {type: integer, default: 20, description: how many states}
// columns:
//   state: who is accused
//   accusers: how many name themselves or are named as saying so
//   asserted_by: who they are; "the document" stands for all documents that say so in their own voice
//   objects: whom or what the state is said to support
//   claims: how many claims
//   disputed: how many of them are denied by somebody
//   denied_by: who denies
//   documents: how many documents
//   publishers: how many publishers, where documents name one
//   status: of the first claim
//   document: id of the document of the first claim
//   quote: the words of that claim
//   claim: id of that claim, for `kg why`
MATCH (s:State)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(o:Entity)
WHERE c.counts AND c.polarity = 'positive' AND c.relation IN $relations
  AND NOT c.status = 'claimed'
WITH s, c, o ORDER BY coalesce(c.published, '9999'), c.id
WITH s, collect(c) AS claims, collect(DISTINCT o.name) AS names
WITH s, claims, head(claims) AS first,
  COLLECT { UNWIND names AS name WITH name RETURN name ORDER BY name } AS objects,
  COLLECT { UNWIND claims AS c WITH c MATCH (c)-[:ASSERTED_BY]->(v:Entity) WHERE v.id <> c.subject
            WITH DISTINCT v.name AS voice RETURN voice ORDER BY voice } AS accusers,
  COLLECT { UNWIND claims AS c WITH c MATCH (c)-[:ASSERTED_BY]->(v:UnnamedSource)
            WITH DISTINCT '“' + v.words + '”' AS voice RETURN voice ORDER BY voice } AS unnamed,
  COLLECT { UNWIND claims AS c WITH c MATCH (c)-[:DENIED_BY]->(v:Entity)
            WITH DISTINCT v.name AS voice RETURN voice ORDER BY voice } AS deniers,
  COUNT { UNWIND claims AS c WITH c MATCH (c)-[:QUOTED_FROM]->(d:Document) RETURN DISTINCT d.id } AS documents,
  COUNT { UNWIND claims AS c WITH c MATCH (c)-[:QUOTED_FROM]->(d:Document) WHERE d.publisher IS NOT NULL
          RETURN DISTINCT d.publisher } AS publishers
RETURN s.name AS state, size(accusers) AS accusers,
  accusers + unnamed
    + CASE WHEN any(c IN claims WHERE size(c.asserted_by) = 0) THEN ['the document'] ELSE [] END AS asserted_by,
  objects, size(claims) AS claims, size([c IN claims WHERE c.status = 'disputed']) AS disputed,
  deniers AS denied_by, documents, publishers,
  first.status AS status, first.doc AS document, first.quote AS quote, first.id AS claim
ORDER BY accusers DESC, claims DESC, state
LIMIT $limit
