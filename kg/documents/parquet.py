"""Parquet: one article a row, in columns named as the keys of JSON Lines (`kg.documents.jsonlines`).

Needs the extra `scale`. A row's number, from 1, stands in its document's id, as a line's does.
"""

from collections.abc import Iterable
from datetime import date

from kg.documents.article import Found, left_out
from kg.documents.jsonlines import found, told
from kg.errors import DocumentError, KgError
from kg.model import Skipped
from kg.model.columns import rows

_MARK = b"PAR1"
_UNPACKED = 1_000_000_000
"""Most bytes of a file when unpacked: a small file of equal rows could fill the memory."""


class ParquetReader:
    """An article a row. A wrong row is left out with its number, the others are read."""

    suffixes = (".parquet",)
    largest = 200_000_000

    def recognises(self, data: bytes) -> bool:
        """Whether the file begins and ends as Parquet does."""
        return data.startswith(_MARK) and data.endswith(_MARK)

    def pages(self, data: bytes, where: str) -> Iterable[Found]:
        """The articles; DocumentError if there is none, or the library that reads them is missing."""
        right: list[Found] = []
        wrong: list[Skipped] = []
        try:
            for number, row in enumerate(rows(data, where, _UNPACKED), start=1):
                try:
                    plain = {k: v.isoformat() if isinstance(v, date) else v for k, v in row.items()}
                    right.append(found({k: v for k, v in plain.items() if v is not None}, number))
                except DocumentError as error:
                    wrong.append(left_out(error, f"{where}:{number}"))
        except DocumentError:
            raise
        except KgError as error:  # the library is missing: this file can't be read, others can
            raise DocumentError(error.message, where=where, hint=error.hint) from error
        if not right:
            first = wrong[0] if wrong else Skipped(where, "the file is empty")
            raise DocumentError("no row holds an article: " + first.reason, where=first.path)
        return [*right, *told(wrong, where, "rows")]
