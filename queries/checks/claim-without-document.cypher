// title: Claims without their document
// description: A claim is quoted from one document, the one that its property names.
// parameters:
// columns:
//   claim: id
//   document: what the claim's property says
//   quoted_from: ids of the documents that it is linked to
MATCH (c:Claim)
WITH c, COLLECT { MATCH (c)-[:QUOTED_FROM]->(d:Document) WITH d.id AS id RETURN id ORDER BY id } AS documents
WHERE size(documents) <> 1 OR documents[0] <> c.doc
RETURN c.id AS claim, c.doc AS document, documents AS quoted_from
ORDER BY claim
