import json

from click.testing import CliRunner

from kg.cli import output


def test_json_has_columns_and_rows(capsys: object) -> None:
    runner = CliRunner()
    with runner.isolation() as streams:
        output.show(["a"], [{"a": ["x", None]}], "json")
        text = streams[0].getvalue().decode()
    assert json.loads(text) == {"columns": ["a"], "rows": [{"a": ["x", None]}]}


def test_csv_cells_are_no_formulas() -> None:
    text = output.as_csv(["q"], [{"q": '=HYPERLINK("http://x")'}, {"q": "-5"}, {"q": None}])
    assert text.splitlines()[1].startswith("\"'=HYPERLINK")
    assert text.splitlines()[2] == "'-5"


def test_tables_show_control_characters_as_marks() -> None:
    runner = CliRunner()
    with runner.isolation() as streams:
        output.show(["name"], [{"name": "a\x1b]0;owned\x07b\u202etxt"}], "table")
        text = streams[0].getvalue().decode()
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "a�]0;owned�b�txt" in text
