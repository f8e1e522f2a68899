"""What a model is asked to reply: the JSON Schema, and the reply read strictly."""

import json
from functools import cache
from typing import Any

import msgspec

from kg.schema.files import folder


class DeniedBy(msgspec.Struct, frozen=True):
    """Who denies a claim, in which words."""

    name: str
    quote: str


class Draft(msgspec.Struct, frozen=True):
    """A claim as a model gives it: names and words, nothing checked yet."""

    subject: str
    relation: str
    object: str
    quote: str
    asserted_by: list[str] = []
    reported_by: str | None = None
    modality: str = "asserted"
    hedge: str | None = None
    polarity: str = "positive"
    denied_by: list[DeniedBy] = []
    evidence: str | None = None
    support: list[str] = []


class Reply(msgspec.Struct, frozen=True):
    """All claims of a window."""

    claims: list[Draft]


def parse(text: str) -> Reply | None:
    """The reply, with a code fence around it taken off; None where it is not the JSON asked for."""
    body = text.strip()
    if body.startswith("```"):
        body = body.strip("`").removeprefix("json").strip()
    try:
        return msgspec.json.decode(body, type=Reply)
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeEncodeError):
        return None


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of a reply; its word lists are those of schema/generated/claim.schema.json."""
    path = folder("schema") / "generated" / "claim.schema.json"
    lists = json.loads(path.read_text(encoding="utf-8"))["$defs"]
    text: dict[str, Any] = {"type": "string"}
    maybe: dict[str, Any] = {"type": ["string", "null"]}
    denied = _closed({"name": text, "quote": text})
    claim = _closed(
        {
            "subject": text,
            "relation": {"type": "string", "enum": lists["relation"]["enum"]},
            "object": text,
            "quote": text,
            "asserted_by": {"type": "array", "items": text},
            "reported_by": maybe,
            "modality": {"type": "string", "enum": lists["modality"]["enum"]},
            "hedge": maybe,
            "polarity": {"type": "string", "enum": lists["polarity"]["enum"]},
            "denied_by": {"type": "array", "items": denied},
            "evidence": maybe,
            "support": {"type": "array", "items": {"type": "string", "enum": lists["support"]["enum"]}},
        }
    )
    return _closed({"claims": {"type": "array", "items": claim}})


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    # Strict structured output wants every property required and no other allowed.
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
