// title: Edges without a claim behind them
// description: >
//   An edge between two entities rests on claims or denials that count, are about its two ends, and say what it
//   says.
// parameters:
//   relations: {type: relations, description: all relations}
//   symmetric: {type: list, description: relations that mean the same in either order}
// columns:
//   subject: id
//   relation: its type
//   object: id
//   claims: ids that the edge names
//   missing: those of them that there is no such claim for
MATCH (a:Entity)-[r]->(b:Entity)
WHERE type(r) IN $relations
WITH a, r, b, coalesce(r.claims, []) + coalesce(r.denials, []) AS ids
WITH a, r, b, ids,
  COLLECT { UNWIND ids AS id WITH id, a, b, r
            WHERE NOT EXISTS { MATCH (c:Claim {id: id})
              WHERE c.counts AND c.relation = type(r) AND ((c.subject = a.id AND c.object = b.id)
                OR (c.relation IN $symmetric AND c.subject = b.id AND c.object = a.id)) }
            RETURN id ORDER BY id } AS missing
WHERE size(ids) = 0 OR size(missing) > 0
RETURN a.id AS subject, type(r) AS relation, b.id AS object, ids AS claims, missing
ORDER BY subject, relation, object
