"""Ids of claims and figures: hashes of what they say, the same on every run."""

import hashlib
import json
from typing import Any


def content_id(prefix: str, *parts: Any) -> str:
    """A short id made from the canonical JSON of `parts`, never from a clock or chance.

    >>> content_id("c", "000", "iskp", "PERPETRATED", "x")
    'c-91ba75729847c888'
    """
    canonical = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"{prefix}-{hashlib.sha256(canonical.encode()).hexdigest()[:16]}"
