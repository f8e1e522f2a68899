"""The page on exports tells what was measured."""

from pathlib import Path

import pytest

from tests.views import keeping

PAGE = Path(__file__).resolve().parents[2] / "docs" / "exports.md"


@pytest.mark.slow
def test_the_page_has_the_table_as_measured() -> None:
    assert keeping.table() in PAGE.read_text(encoding="utf-8"), "run `make docs`"


@pytest.mark.slow
def test_what_is_said_to_lose_nothing_loses_nothing() -> None:
    lossless = {form for form, (_, read) in keeping.FORMATS.items() if read}
    assert lossless == {"STIX", "CSV", "GraphML", "node-link"}
    for kind, field, marks in keeping.measured():
        assert {marks[form] for form in lossless} == {"back"}, (kind, field)


def test_every_field_has_a_value_to_lose() -> None:
    for kind, field, changed, getter in keeping.rows():
        assert getter(changed) != getter(keeping.told()), (kind, field)
