// title: Edges whose status does not follow from their claims
// description: >
//   Disputed if anyone denies it, else claimed, else alleged if any claim is attributed or hedged, else
//   unattributed; denied if only denials are known. The numbers of claims by status are those of its claims.
// parameters:
//   relations: {type: relations, description: all relations}
// columns:
//   subject: id
//   relation: its type
//   object: id
//   status: what the edge says
//   follows: what follows from its claims
MATCH (a:Entity)-[r]->(b:Entity)
WHERE type(r) IN $relations
WITH a, r, b, size(coalesce(r.denials, [])) AS denials,
  COLLECT { UNWIND coalesce(r.claims, []) AS id MATCH (c:Claim {id: id}) RETURN c } AS claims
WITH a, r, b, denials, claims,
  CASE WHEN size(claims) = 0 THEN 'denied'
    WHEN denials > 0 OR any(c IN claims WHERE c.status = 'disputed' OR size(c.denied_by) > 0) THEN 'disputed'
    WHEN any(c IN claims WHERE c.status = 'claimed') THEN 'claimed'
    WHEN any(c IN claims WHERE c.status <> 'unattributed' OR c.modality <> 'asserted'
      OR size(c.asserted_by) > 0) THEN 'alleged'
    ELSE 'unattributed' END AS follows
WHERE r.status IS NULL OR r.status <> follows OR r.count_denied <> denials
  OR any(name IN ['disputed', 'claimed', 'alleged', 'unattributed']
    WHERE CASE name WHEN 'disputed' THEN r.count_disputed WHEN 'claimed' THEN r.count_claimed
      WHEN 'alleged' THEN r.count_alleged ELSE r.count_unattributed END
      <> size([c IN claims WHERE c.status = name]))
RETURN a.id AS subject, type(r) AS relation, b.id AS object, r.status AS status, follows
ORDER BY subject, relation, object
