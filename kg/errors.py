"""Every error of kg, divided by who can mend it.

KgError
SchemaError       a file under schema/ is wrong: whoever edits the schema
DocumentError     a document cannot be read: whoever supplies the documents
ExtractionError   reading claims failed: whoever runs the extractor
JudgementError    a judgement is wrong or contradicts another: the analyst
StoreError        the graph cannot be opened, read or written: whoever keeps the store
QueryError        a query is unknown, lacks a parameter or is not allowed: whoever asks
"""


class KgError(Exception):
    """What went wrong, where, and what to do next, in one sentence each.

    `where` names the place (file:line, document:offset, query); `hint` says what to do.

    >>> str(KgError("no such folder", where="reports/", hint="give a folder that exists"))
    'reports/: no such folder; give a folder that exists'
    """

    def __init__(self, message: str, *, where: str | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f"; {self.hint}" if self.hint else ""
        return f"{place}{self.message}{advice}"


class SchemaError(KgError):
    """A file under schema/ is wrong."""


class DocumentError(KgError):
    """A document cannot be read."""


class ExtractionError(KgError):
    """Reading claims out of a document failed."""


class JudgementError(KgError):
    """A judgement is wrong or contradicts another one."""


class StoreError(KgError):
    """The graph cannot be opened, read or written."""


class QueryError(KgError):
    """A query is unknown, lacks a parameter or is not allowed."""
