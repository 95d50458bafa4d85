"""JSON Lines: a record a line. Blank lines are passed over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from newslint.records.record import Malformed, Record
from newslint.text.formats import utf_16

_decode = msgspec.json.Decoder(dict[str, Any]).decode
_PIECE = 1_000_000


def read_lines(stream: BinaryIO, most: int) -> Iterator[Record | Malformed]:
    """The records of a stream. A line over the limit is passed over, without being held in memory."""
    number = 0
    for line, raw in enumerate(_lines(stream, most), 1):
        if line == 1 and (name := utf_16(raw)):
            raise ValueError(f"not UTF-8: looks like {name.upper()}; JSON Lines are UTF-8: convert the file first")
        if not raw.strip(b" \t\r\n\xef\xbb\xbf"):
            continue
        number += 1
        if len(raw) > most:
            yield Malformed(number, line, f"larger than the {most / 1_000_000:g} MB that a record may have")
            continue
        try:
            yield Record(number, line, _decode(raw.removeprefix(b"\xef\xbb\xbf") if line == 1 else raw), raw)
        except msgspec.ValidationError:
            yield Malformed(number, line, "no JSON object", raw)
        except msgspec.DecodeError as error:
            yield Malformed(number, line, f"not JSON: {error}", raw)
        except UnicodeDecodeError as error:
            yield Malformed(number, line, f"not UTF-8: byte 0x{raw[error.start]:02x} at offset {error.start}", raw)


def _lines(stream: BinaryIO, most: int) -> Iterator[bytes]:
    """Lines with their ends; of one that is longer than `most` a piece that is longer, too."""
    while line := stream.readline(most + 1):
        rest = line
        while len(line) > most and not rest.endswith(b"\n") and (rest := stream.readline(_PIECE)):
            pass
        yield line
