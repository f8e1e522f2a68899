// title: Claims whose ends are not as their properties say
// description: A claim that counts has one subject and one object, the entities that its properties name.
// parameters:
// columns:
//   claim: id
//   subject: what the claim's property says
//   subjects: ids of the entities linked as subject
//   object: what the claim's property says
//   objects: ids of the entities linked as object
MATCH (c:Claim)
WHERE c.counts
WITH c,
  COLLECT { MATCH (c)-[:SUBJECT]->(e:Entity) WITH e.id AS id RETURN id ORDER BY id } AS subjects,
  COLLECT { MATCH (c)-[:OBJECT]->(e:Entity) WITH e.id AS id RETURN id ORDER BY id } AS objects
WHERE size(subjects) <> 1 OR size(objects) <> 1 OR subjects[0] <> c.subject OR objects[0] <> c.object
RETURN c.id AS claim, c.subject AS subject, subjects, c.object AS object, objects
ORDER BY claim
