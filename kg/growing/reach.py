"""That a change reaches further than what was read."""


class Further(Exception):  # noqa: N818 - no error: the graph has to be joined as a whole
    """What the new documents change can't be told from the part that was read; the reason in few words."""


def sure(held: bool, reason: str) -> None:
    """Further, with this reason, unless it holds."""
    if not held:
        raise Further(reason)
