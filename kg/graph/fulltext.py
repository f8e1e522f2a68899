"""Full-text indexes of a server that has them: on the names of entities and on the quotes of claims.

The analyzer takes texts apart as Unicode does and puts them into lower case; it leaves out no word. What is
asked for is put together here out of letters and digits only, so that no operator of the index's own query
language can get in.
"""

import re
from collections.abc import Sequence

NAMES = "entity_names"
QUOTES = "claim_quotes"

_ANALYZER = "OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words'}}"

INDEXES = (
    f"CREATE FULLTEXT INDEX {NAMES} IF NOT EXISTS FOR (n:Entity) ON EACH [n.name, n.aliases] {_ANALYZER}",
    f"CREATE FULLTEXT INDEX {QUOTES} IF NOT EXISTS FOR (n:Claim) ON EACH [n.quote] {_ANALYZER}",
)
"""The statements that make them."""

ONLINE = "SHOW FULLTEXT INDEXES YIELD name, state WHERE state = 'ONLINE' RETURN name"

NAMED = f"""
CALL db.index.fulltext.queryNodes('{NAMES}', $text) YIELD node
RETURN node.id AS id ORDER BY id
"""

QUOTED = f"""
CALL db.index.fulltext.queryNodes('{QUOTES}', $text) YIELD node
WITH node WHERE node.counts
RETURN node.id AS id ORDER BY coalesce(node.published, '') DESC, id LIMIT $limit
"""

_WORD = re.compile(r"\w+(?:(?:['’.:·]|(?<=\d)[,;](?=\d))\w+)*")
"""A word as Unicode has it (UAX 29), near enough: apostrophes and full stops within it belong to it."""


def words(text: str) -> list[str]:
    """The words of a text in lower case, as the indexes take it apart.

    >>> words("Jama'at-ul-Ahrar's (JuA) 3,000 men; “M23”.")
    ["jama'at", 'ul', "ahrar's", 'jua', '3,000', 'men', 'm23']
    """
    return _WORD.findall(text.lower())


def asked(found: Sequence[str]) -> str:
    r"""The index's query for texts in which each of these words begins a word.

    >>> asked(["m23", "ahrar's", "3,000"])
    "m23* AND ahrar's* AND 3\\,000*"
    """
    return " AND ".join(re.sub(r"([^\w'’])", r"\\\1", word) + "*" for word in found)
