"""Where the data folders are: schema/, queries/ and seeds/ of a checkout, else the copies in the wheel."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kg.errors import SchemaError

_PACKAGE = Path(__file__).resolve().parents[1]


@cache
def folder(name: str) -> Path:
    """The folder `schema`, `queries` or `seeds`: a checkout's own first, so that no stale copy is read."""
    checkout = _PACKAGE.parent / name
    if (_PACKAGE.parent / "pyproject.toml").is_file() and checkout.is_dir():
        return checkout
    shipped = _PACKAGE / "_data" / name
    if shipped.is_dir():
        return shipped
    raise SchemaError("no such data folder", where=name, hint="install kg again")


def read_yaml(path: Path, deepest: int | None = None) -> Any:
    """The content of a YAML file; SchemaError with file and line if it is wrong or a key stands twice.

    Of a file that anybody may have written, give how many lists and mappings may stand within each other:
    the loader goes down one call each, and the stack of the process ends before it complains.
    """
    try:
        text = path.read_text(encoding="utf-8")
        if deepest is not None:
            _check_depth(text, deepest)
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a subclass of the safe loader
    except FileNotFoundError as error:
        raise SchemaError("no such file", where=str(path), hint="restore it from the repository") from error
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        wrong = (
            "not UTF-8 text" if isinstance(error, UnicodeDecodeError) else str(error) or "nested too deeply"
        )
        problem = getattr(error, "problem", None) or wrong
        raise SchemaError(
            f"not valid YAML ({problem})", where=f"{path}{line}", hint="mend that line"
        ) from error


def _check_depth(text: str, deepest: int) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > deepest:
            raise ValueError("nested too deeply")


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The safe loader, made to refuse a key that stands twice in one mapping."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """The mapping of `node`; a repeated key is an error, since the second would silently win."""
        seen = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=deep)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key!r} stands twice", key_node.start_mark
                )
            seen.add(key)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return mapping


def lexicon(name: str) -> Any:
    """The word list `schema/lexicon/NAME.yaml`."""
    return _lexicon(name)


@cache
def _lexicon(name: str) -> Any:
    return read_yaml(folder("schema") / "lexicon" / f"{name}.yaml")
