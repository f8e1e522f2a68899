// title: Claims that count though their document does not
// description: A document that was replaced or withdrawn takes its claims with it.
// parameters:
// columns:
//   claim: id
//   document: key of the document
MATCH (c:Claim)-[:QUOTED_FROM]->(d:Document)
WHERE c.counts AND d.superseded
RETURN c.id AS claim, d.key AS document
ORDER BY claim, document
