// title: Timeline of an actor
// description: >
//   Every claim about the actor by date: the day of the attack where it is about one, else when the words say
//   that it held, else when it was published. Claims without any date come last. What is dated is what the
//   claim tells of, or its publication; neither says that it happened.
// parameters:
//   name: {type: entity, description: the actor, or an attack}
//   since: {type: text, default: "", description: "only from this date on, such as 2023 or 2023-05"}
//   until: {type: text, default: "", description: "only before this date"}
// columns:
//   date: as precisely as is known
//   dated_by: attack, words or publication
//   subject: from whom
//   relation: how they stand to one another
//   object: to whom
//   polarity: negative where it is said not to be so
//   status: of the claim, across documents
//   asserted_by: who says it; "the document" is its own voice
//   denied_by: who denies it, here or elsewhere
//   document: id of the document
//   publisher: who published it
//   published: when
//   quote: the words
//   claim: id, for `kg why`
MATCH (:Entity {id: $name})<-[:SUBJECT|OBJECT]-(c:Claim)
WHERE c.counts
WITH DISTINCT c
MATCH (s:Entity)<-[:SUBJECT]-(c)-[:OBJECT]->(o:Entity)
MATCH (c)-[:QUOTED_FROM]->(d:Document)
WITH c, d, s, o, coalesce(o.date, c.valid, d.published) AS date,
  CASE WHEN o.date IS NOT NULL THEN 'attack' WHEN c.valid IS NOT NULL THEN 'words'
    WHEN d.published IS NOT NULL THEN 'publication' END AS dated_by
WHERE ($since = '' OR date >= $since) AND ($until = '' OR date < $until)
WITH c, d, s, o, date, dated_by,
  COLLECT { MATCH (c)-[:ASSERTED_BY]->(w)
            WITH coalesce(w.name, '“' + w.words + '”') AS voice RETURN voice ORDER BY voice } AS voices,
  COLLECT { MATCH (c)-[:DENIED_BY]->(w:Entity) WITH w.name AS voice RETURN voice ORDER BY voice } AS deniers
RETURN date, dated_by, s.name AS subject, c.relation AS relation, o.name AS object, c.polarity AS polarity,
  c.status AS status,
  CASE WHEN size(voices) = 0 THEN ['the document'] ELSE voices END AS asserted_by, deniers AS denied_by,
  d.id AS document, d.publisher AS publisher, d.published AS published, c.quote AS quote, c.id AS claim
ORDER BY coalesce(date, '9999'), subject, relation, object, polarity DESC, document, claim
