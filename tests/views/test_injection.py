"""Nothing that a person gives, and nothing that a document says, becomes part of a statement."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kg import pipeline
from kg.errors import KgError, QueryError, StoreError
from kg.graph import Address, Store, build, fulltext, open_store, rows
from kg.graph.shape import Graph
from kg.model import Claim, Entity, Extraction, Mention, Unnamed
from kg.views import names, queries
from kg.views.search import nearest, search
from kg.views.verify import verify
from kg.views.why import why
from tests.graph import story
from tests.views.test_queries import ASKED

SECRET = "the-words-of-another-file"

PIECES = (
    "'",
    '"',
    "`",
    "\\",
    "\\'",
    "''",
    "\\u0027",
    "\\u0022",
    "\u2019",
    "\uff07",
    "//",
    "/*",
    "*/",
    "--",
    ";",
    "\n",
    "\t",
    "}",
    "{",
    ")",
    "(",
    "]",
    "$",
    "$name",
    "{name}",
    ",",
    "~",
    "*",
    "?",
    "[* TO *]",
    " OR 1=1",
    " OR true",
    "}) DETACH DELETE n //",
    "'}) RETURN n UNION MATCH (n) RETURN n //",
    "MATCH (n) DETACH DELETE n",
    "CREATE (:Claim {id: 'x'})",
    "SET n.status = 'unattributed'",
    "CALL db.labels()",
    "CALL dbms.listConfig()",
    "CALL { MATCH (n) DELETE n }",
    "LOAD CSV FROM 'file:///SECRET' AS line RETURN line",
    "SELECT FROM Entity",
    "sqlscript",
    "\u202e",
    "\u0000",
    "\x1f",
    "İ",
    "ΑΣ",
    "e\u0301",
    "真主",
    "कश्मीर",
    "\U0001f600",
)
"""What ends a text, a comment, a name or a statement, or begins another; and scripts of the world."""

hostile = (
    st.lists(st.sampled_from(PIECES) | st.text(max_size=6) | st.just(" a "), min_size=1, max_size=5)
    .map("".join)
    .filter(bool)
)

usual = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that no statement may load."""
    path = tmp_path_factory.mktemp("secret") / "letter.csv"
    path.write_text(SECRET)
    return path


def _question(name: str, parameter: str, store: Store, text: str) -> Any:
    return list(queries.run(store, name, {**ASKED[name], parameter: text}).rows)


def ways() -> Iterator[tuple[str, Callable[[Store, str], Any]]]:
    """Every place where a text that somebody gives reaches a store, by its name."""
    for query in queries.catalogue().values():
        for parameter in query.parameters:
            yield f"{query.name} {parameter.name}", partial(_question, query.name, parameter.name)
    yield "question", lambda store, text: queries.run(store, text, {}).rows
    yield "parameter", lambda store, text: queries.run(store, "sponsors", {"name": "HF", text: text}).rows
    yield "claim", lambda store, text: why(store, text)
    yield "subject", lambda store, text: why(store, text, "SUPPORTS", "HF")
    yield "relation", lambda store, text: why(store, "Sudria", text, "HF")
    yield "object", lambda store, text: why(store, "Sudria", "SUPPORTS", text)
    yield "name", names.resolve
    yield "nearest", nearest


WAYS = dict(ways())


def outcome(work: Callable[[], Any]) -> Any:
    """What it gives, or why it was refused."""
    try:
        return work()
    except QueryError as error:
        return error


def test_every_kind_of_parameter_is_tried() -> None:
    tried = {name for query in queries.catalogue().values() for name in (p.type for p in query.parameters)}
    assert tried == set(queries.TYPES) - {"boolean", "list"}  # no question takes these two


def test_what_a_person_gives_changes_nothing_and_reads_nothing_else(store: Store, secret: Path) -> None:
    before = store.graph()
    quotes = {node.properties["quote"] for node in before.nodes.values() if "quote" in node.properties}

    @usual
    @given(st.sampled_from(sorted(WAYS)), hostile)
    def tried(way: str, text: str) -> None:
        text = text.replace("/SECRET", str(secret))
        found = outcome(lambda: WAYS[way](store, text))
        assert SECRET not in repr(found)
        for row in found if isinstance(found, list) else ():
            assert {row["quote"]} <= quotes

    @usual
    @given(hostile)
    def searched(text: str) -> None:
        wanted = fulltext.words(text)
        assume(wanted)
        found = {row["id"] for row in search(store, text, 1000).rows}
        assert found == matching(before, wanted)

    @usual
    @given(hostile)
    def asked(text: str) -> None:
        assert store.read("RETURN $x AS x", {"x": text}).rows == ({"x": text},)
        assert not store.read("MATCH (n {name: $x}) RETURN n.id AS id", {"x": text}).rows

    tried()
    searched()
    asked()
    assert store.graph() == before


def matching(graph: Graph, wanted: list[str]) -> set[str]:
    """The ids that a search must find, by looking at everything."""
    found = set()
    for (label, identity), node in graph.nodes.items():
        row = node.properties
        if label == "Entity":
            texts = [row["name"], *row["aliases"]]
        else:
            texts = [row["quote"]] if label == "Claim" and row["counts"] else []
        for text in texts:
            if all(any(word.startswith(one) for word in fulltext.words(text)) for one in wanted):
                found.add(identity)
    return found


def test_a_label_or_a_type_can_be_no_data(place: Address) -> None:
    with open_store(place, write=True) as store:
        for text in PIECES:
            for labels, kind in ((("Entity", text), "SUPPORTS"), (("Entity", "Group"), text)):
                graph = Graph()
                one = graph.add(labels, {"id": "x"})
                graph.link(kind, one, one, {})
                with pytest.raises(StoreError, match="no label or relation"):
                    store.put(graph)
        assert not store.graph().nodes


def test_a_piece_of_a_statement_is_none(store: Store, secret: Path) -> None:
    before = store.graph()
    for text in PIECES:
        found = outcome(partial(store.read, text.replace("/SECRET", str(secret))))
        assert SECRET not in repr(found)
        assert isinstance(found, QueryError) or text == "CALL db.labels()"
    assert store.graph() == before


@st.composite
def reports(draw: st.DrawFn) -> list[Extraction]:
    """Two documents in which every text that somebody could write is hostile."""
    name, alias, other, said, title, who, mark = draw(st.tuples(*[hostile] * 7))
    text = f"{said} {name} arms {other}. {said} {mark}"
    first = story.document(
        f"a{mark}", text, title=title, publisher=who, author=alias, url=mark, title_start=0, title_end=1
    )
    second = story.document(f"b{mark}", f"{other}: never. {said}", title=said, publisher=who)
    actors = (
        Entity(f"a{name}", "Group", name, aliases=(alias, said), external={"list": mark}),
        Entity(f"b{other}", "State", other, aliases=(alias,), known=True),
    )
    accused = Claim(
        f"c{said}",
        first.id,
        actors[0].id,
        "SUPPORTS",
        actors[1].id,
        text,
        0,
        len(text),
        qualifiers={"support": [said, alias], title or "x": name},
        asserted_by=(actors[1].id, Unnamed(said)),
        hedge=alias,
        status="alleged",
        reasons=(title, mark),
    )
    denied = replace(
        accused,
        id=f"d{said}",
        doc=second.id,
        quote=second.content,
        end=len(second.content),
        asserted_by=(actors[0].id,),
        polarity="negative",
        status="denied",
    )
    mention = Mention(f"m{name}", first.id, len(said) + 1, len(said) + 1 + len(name), name, actors[0].id)
    return [
        Extraction(first, (mention,), actors, (accused,)),
        Extraction(second, (), actors, (denied,)),
    ]


def check(store: Store, told: list[Extraction]) -> None:
    """Put a graph of `told` in place of what is there, and look that it is just that."""
    try:
        made = build.graph([rows.Stored(one, "rules", "1") for one in told], pipeline.joined(told))
    except KgError:
        assume(False)  # noqa: FBT003 - what can't be a graph does not reach a store
    store.put(made)
    assert store.graph() == made
    assert verify(store, pipeline.joined) == ()
    claim = told[0].claims[0]
    (found,) = why(store, claim.id)
    assert (found.quote, found.status) == (claim.quote, "disputed")
    assert (found.subject, found.object) == tuple(entity.name for entity in told[0].entities)
    for entity in told[0].entities:
        for name in (entity.name, *entity.aliases):
            if wanted := fulltext.words(name):
                assert {row["id"] for row in search(store, name, 1000).rows} == matching(made, wanted)
    extra = store.read("MATCH (n) WHERE NOT n:Graph RETURN count(n) AS n").rows[0]["n"]
    assert extra == len(made.nodes)


MARKS = (
    "'’‘＇.,:;·״\"_-~\u00ad\u200b\u200d\u202f\u0301²½٣٫۰Ⅷ①ßıİΣςҐأ־קคํ가カひ中𗀁ࡰ𑈹\U000688c1\0\u02d7\U0001f600"
)
"""Characters at which words are taken apart in one place and not in another."""


@pytest.mark.slow
def test_words_with_any_character_within_are_found_alike(place: Address) -> None:
    names = [f"{a}{mark}{b}" for mark in MARKS for a in ("Ab", "7", "ק", "中") for b in ("cD", "8", "ק")]
    graph = Graph()
    for number, name in enumerate(names):
        entity = Entity(f"e{number}", "Group", name)
        graph.add(("Entity", "Group"), rows.entity_row(entity))
    with open_store(place, write=True) as store:
        store.put(graph)
    with open_store(place, write=False) as store:
        for wanted in sorted({word for name in names for word in fulltext.words(name)}):
            found = {row["id"] for row in search(store, wanted, 1000).rows}
            assert found == matching(graph, fulltext.words(wanted)), wanted


def test_what_documents_say_stays_words(place: Address) -> None:
    with open_store(place, write=True) as store:

        @settings(usual, max_examples=8)
        @given(reports())
        def tried(told: list[Extraction]) -> None:
            check(store, told)

        tried()
