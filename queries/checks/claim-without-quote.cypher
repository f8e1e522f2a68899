// title: Claims without words
// description: A claim rests on words at a place in a document.
// parameters:
// columns:
//   claim: id
MATCH (c:Claim)
WHERE c.quote IS NULL OR c.quote = '' OR c.start IS NULL OR c.end IS NULL OR c.end <= c.start
RETURN c.id AS claim
ORDER BY claim
