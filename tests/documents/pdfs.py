"""PDF files made by hand, as small as the format allows, so that tests can bend them."""

import zlib
from collections.abc import Mapping, Sequence

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
CATALOG, PAGES, FONT_NUMBER, FIRST = 1, 2, 3, 4


def assembled(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """A file of objects by number, the first of which is the catalog."""
    data = b"%PDF-1.7\n"
    places: dict[int, int] = {}
    for number, body in sorted(objects.items()):
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, size = len(data), max(objects) + 1
    table = b"".join(
        b"%010d 00000 %s \n" % (places.get(number, 0), b"n" if number in places else b"f")
        for number in range(size)
    )
    data += b"xref\n0 %d\n%strailer <</Size %d/Root 1 0 R%s>>\n" % (size, table, size, trailer)
    return data + b"startxref\n%d\n%%%%EOF\n" % start


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A compressed stream."""
    packed = zlib.compress(content)
    return b"<</Length %d/Filter/FlateDecode%s>>stream\n%s\nendstream" % (len(packed), entries, packed)


def drawing(lines: Sequence[str]) -> bytes:
    """The operators that set lines one below the other."""
    shown = []
    for line in lines:
        words = line.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
        shown.append(b"(%s) Tj T*" % words)
    return b"BT /F1 11 Tf 14 TL 72 720 Td\n%s\nET" % b"\n".join(shown)


def pdf(*pages: Sequence[str], change: Mapping[int, bytes] | None = None) -> bytes:
    """A file with these lines on its pages; `change` puts other objects in place of some, or adds them."""
    numbers = range(FIRST, FIRST + 2 * len(pages), 2)
    objects = {
        CATALOG: b"<</Type/Catalog/Pages 2 0 R>>",
        PAGES: b"<</Type/Pages/Count %d/Kids[%s]>>"
        % (len(pages), b" ".join(b"%d 0 R" % number for number in numbers)),
        FONT_NUMBER: FONT,
    }
    for number, lines in zip(numbers, pages, strict=True):
        objects[number] = (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>>>>>" % (number + 1)
        )
        objects[number + 1] = stream(drawing(lines))
    return assembled(objects | dict(change or {}))
