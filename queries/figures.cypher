// title: Figures that contradict each other
// description: >
//   Casualty figures of one attack, for the same measure and the same people, that can't all be right: 12 and
//   14, or 12 and "at least 14", but not 137 and "over 130". "Around" leaves a tenth either way. Figures are
//   never added up or averaged.
// parameters:
//   name: {type: entity, default: null, description: only this attack}
// columns:
//   attack: its name
//   date: when it was, as precisely as the words say
//   measure: killed, wounded or casualties
//   of: of whom, in the words of the document
//   bound: exact, at least, over, up to or around
//   value: the number
//   contradicts: the figures that it can't be reconciled with, each with its document
//   asserted_by: who gives it; "the document" is its own voice
//   document: id of the document
//   publisher: who published it
//   published: when
//   quote: the words
//   figure: id
MATCH (f:Figure)-[:FIGURE_OF]->(b:Attack)
WHERE $name IS NULL OR b.id = $name
MATCH (f)-[:QUOTED_FROM]->(d:Document)
WITH b, f, d,
  CASE f.qualifier WHEN 'up_to' THEN 0 WHEN 'over' THEN f.value + 1 WHEN 'around' THEN f.value * 0.9
    ELSE f.value END AS low,
  CASE f.qualifier WHEN 'exact' THEN f.value WHEN 'up_to' THEN f.value WHEN 'around' THEN f.value * 1.1
    ELSE 1000000000000 END AS high,
  coalesce(f.of, 'people') AS whom
WITH b, collect({figure: f, document: d, low: low, high: high, whom: whom}) AS given
UNWIND given AS one
WITH b, one, one.figure AS f, one.document AS d,
  [other IN given WHERE other.figure.measure = one.figure.measure AND other.whom = one.whom
    AND (other.high < one.low OR one.high < other.low)] AS others
WHERE size(others) > 0
WITH b, f, d,
  COLLECT { UNWIND others AS other WITH other.figure AS g
            WITH CASE g.qualifier WHEN 'exact' THEN '' ELSE replace(g.qualifier, '_', ' ') + ' ' END
              + toString(g.value) + ', ' + g.doc AS words, g.value AS value
            RETURN words ORDER BY value, words } AS contradicts,
  COLLECT { MATCH (f)-[:ASSERTED_BY]->(v)
            WITH coalesce(v.name, '“' + v.words + '”') AS voice RETURN voice ORDER BY voice } AS voices
RETURN b.name AS attack, b.date AS date, f.measure AS measure, f.of AS of,
  replace(f.qualifier, '_', ' ') AS bound, f.value AS value, contradicts,
  CASE WHEN size(voices) = 0 THEN ['the document'] ELSE voices END AS asserted_by,
  d.id AS document, d.publisher AS publisher, d.published AS published, f.quote AS quote, f.id AS figure
ORDER BY coalesce(date, ''), attack, measure, coalesce(of, ''), value, bound, document, figure
