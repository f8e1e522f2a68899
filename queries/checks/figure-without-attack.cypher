// title: Figures without attack or document
// description: A casualty figure is about one attack and quoted from one document.
// parameters:
// columns:
//   figure: id
//   attacks: ids of the attacks that it is linked to
//   documents: keys of the documents
MATCH (f:Figure)
WITH f,
  COLLECT { MATCH (f)-[:FIGURE_OF]->(a:Attack) WITH a.id AS id RETURN id ORDER BY id } AS attacks,
  COLLECT { MATCH (f)-[:QUOTED_FROM]->(d:Document) WHERE NOT d.superseded
            WITH d.key AS key RETURN key ORDER BY key } AS documents
WHERE size(attacks) <> 1 OR size(documents) <> 1 OR f.quote IS NULL OR f.quote = ''
RETURN f.id AS figure, attacks, documents
ORDER BY figure
