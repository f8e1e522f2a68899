"""YAML that holds only texts, lists and mappings, read several times faster than by the general loader.

The register has thousands of entries, and a command must not wait for it. Every scalar is a text here, so
that "no" is never a truth value; anchors, tags and aliases are refused, and so is a key that stands twice.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from kg.errors import SchemaError

Plain = str | list["Plain"] | dict[str, "Plain"]
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(path: Path) -> Plain:
    """The content of a file; SchemaError with file and line where it is wrong."""
    try:
        return _built(path.read_text(encoding="utf-8"), path)
    except FileNotFoundError as error:
        raise SchemaError("no such file", where=str(path), hint="restore it from the repository") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or error
        raise SchemaError(
            f"not valid YAML ({problem})", where=f"{path}{line}", hint="mend that line"
        ) from error
    except UnicodeDecodeError as error:
        raise SchemaError("not UTF-8 text", where=str(path), hint="save it as UTF-8") from error


def _built(text: str, path: Path) -> Plain:
    root: list[Plain] = []
    stack: list[Plain] = [root]
    keys: list[str | None] = [None]
    events: Iterator[Any] = yaml.parse(text, Loader=_Loader)
    for event in events:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            value: Plain = event.value
        elif kind is yaml.SequenceStartEvent:
            value = []
        elif kind is yaml.MappingStartEvent:
            value = {}
        elif kind is yaml.SequenceEndEvent or kind is yaml.MappingEndEvent:
            stack.pop()
            keys.pop()
            continue
        elif kind is yaml.AliasEvent:
            raise _wrong("an alias (*name) is not allowed here", path, event)
        else:
            continue
        if event.anchor is not None:
            raise _wrong("an anchor (&name) is not allowed here", path, event)
        _place(stack[-1], keys, value, path, event)
        if not isinstance(value, str):
            stack.append(value)
            keys.append(None)
    return root[0] if root else ""


def _place(holder: Plain, keys: list[str | None], value: Plain, path: Path, event: Any) -> None:
    """Put `value` where the text has it: at the end of a list, or as the next key or value of a mapping."""
    if isinstance(holder, list):
        holder.append(value)
    elif isinstance(holder, dict):
        key = keys[-1]
        if key is not None:
            holder[key] = value
            keys[-1] = None
        elif not isinstance(value, str):
            raise _wrong("a key must be a text", path, event)
        elif value in holder:
            raise _wrong(f"the key {value!r} stands twice", path, event)
        else:
            keys[-1] = value


def _wrong(problem: str, path: Path, event: Any) -> SchemaError:
    return SchemaError(problem, where=f"{path}:{event.start_mark.line + 1}", hint="mend that line")
