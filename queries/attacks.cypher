// title: Attacks of a group, with figures and places
// description: >
//   Every attack that the actor is said to have carried out, claimed or been involved in, one row for each such
//   role, with every figure of casualties as it was given. Figures are never added up or averaged.
// parameters:
//   name: {type: actor, description: the group or other actor}
//   relations:
//     type: relations
//     default: [PERPETRATED, CLAIMED_RESPONSIBILITY, INVOLVED_IN]
//     description: which roles
// columns:
//   attack: its name
//   date: when, as precisely as the words say
//   place: where
//   relation: the actor's role
//   status: of that role, across documents
//   asserted_by: who says so; "the document" is its own voice
//   denied_by: who denies it
//   figures: casualties as given, each with its document
//   documents: ids of the documents that give the actor this role
//   document: id of the document of the first claim
//   quote: the words of that claim
//   claim: id of that claim, for `kg why`
MATCH (a:Entity {id: $name})-[r]->(b:Attack)
WHERE type(r) IN $relations
WITH r, b,
  head(COLLECT { UNWIND r.claims AS each MATCH (c:Claim {id: each})
                 RETURN c ORDER BY coalesce(c.published, '9999'), c.id }) AS first,
  COLLECT { UNWIND r.asserted_by AS each OPTIONAL MATCH (v:Entity {id: each})
            WITH coalesce(v.name, each) AS voice RETURN voice ORDER BY voice } AS voices,
  COLLECT { UNWIND r.denied_by AS each OPTIONAL MATCH (v:Entity {id: each})
            WITH coalesce(v.name, each) AS voice RETURN voice ORDER BY voice } AS deniers,
  COLLECT { MATCH (b)-[:TOOK_PLACE_IN]->(p:Entity) WITH p.name AS place RETURN place ORDER BY place } AS places,
  COLLECT { MATCH (f:Figure)-[:FIGURE_OF]->(b)
            WITH f ORDER BY f.measure, f.value, f.doc, f.id
            RETURN CASE f.qualifier WHEN 'exact' THEN '' ELSE replace(f.qualifier, '_', ' ') + ' ' END
              + toString(f.value) + ' ' + f.measure
              + CASE WHEN f.of IS NULL THEN '' ELSE ' (' + f.of + ')' END + ', ' + f.doc } AS figures
RETURN b.name AS attack, b.date AS date, head(places) AS place, type(r) AS relation, r.status AS status,
  CASE WHEN size(voices) = 0 THEN ['the document'] ELSE voices END AS asserted_by, deniers AS denied_by,
  figures, r.documents AS documents,
  first.doc AS document, first.quote AS quote, first.id AS claim
ORDER BY coalesce(date, ''), attack, relation
