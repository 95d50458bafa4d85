"""JSON Lines: a record a line. Blank lines are passed over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

import msgspec

from newslint.records.record import TOO_DEEP, Malformed, Record, stray_byte, too_large
from newslint.text.formats import utf_16

_decode = msgspec.json.Decoder(dict[str, Any]).decode
_MARK = b"\xef\xbb\xbf"
_BLANK = b" \t\r\n" + _MARK
_PIECE = 1_000_000


def read_lines(stream: BinaryIO, most: int) -> Iterator[Record | Malformed]:
    """The records of a stream. A line over the limit is passed over, without being held in memory."""
    number = 0
    for line, raw in enumerate(_lines(stream, most), 1):
        if line == 1 and (name := utf_16(raw)):
            raise ValueError(f"not UTF-8: looks like {name.upper()}; JSON Lines are UTF-8: convert the file first")
        if not raw.strip(_BLANK):
            continue
        number += 1
        if len(raw) > most:
            yield Malformed(number, line, too_large(most))
            continue
        yield read_object(raw, number, line)


def copy_line(stream: BinaryIO, ahead: int, write: Callable[[bytes], object]) -> None:
    """Write the line that stands behind so many others, some of it in memory at a time."""
    while ahead >= 0 and (piece := stream.readline(_PIECE)):
        if not ahead:
            write(piece)
        ahead -= piece.endswith(b"\n")


def read_object(raw: bytes, number: int, line: int) -> Record | Malformed:
    """A record out of the bytes of a JSON object."""
    try:
        return Record(number, line, _decode(raw.removeprefix(_MARK) if line == 1 else raw), raw)
    except msgspec.ValidationError as error:
        held = raw.lstrip(_BLANK).startswith(b"{")
        return Malformed(number, line, f"cannot be read: {error}" if held else "no JSON object", raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        # a stray byte is told by its place in the line: the library counts from the beginning of a string
        return Malformed(number, line, stray_byte(raw) or f"not JSON: {error}", raw)
    except RecursionError:
        return Malformed(number, line, TOO_DEEP, raw)


def _lines(stream: BinaryIO, most: int) -> Iterator[bytes]:
    """Lines with their ends; of one that is longer than `most` a piece that is longer, too."""
    while line := stream.readline(most + 1):
        rest = line
        while len(line) > most and not rest.endswith(b"\n") and (rest := stream.readline(_PIECE)):
            pass
        yield line
