"""JSON: one array of records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from newslint.records.record import Malformed, Record


def read_array(stream: BinaryIO, most: int) -> Iterator[Record | Malformed]:
    """The records of an array, which is read at once. All count as of line 1, since what decodes them tells none."""
    data = stream.read(most + 1)
    if len(data) > most:
        raise ValueError(f"larger than {most / 1_000_000:g} MB, which an array may have; make it JSON Lines")
    try:
        items = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=list[Any])
    except msgspec.ValidationError:
        raise ValueError("no array of records; to read its text as it stands, give the file another suffix") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"not JSON: {error}") from None
    for number, item in enumerate(items, 1):
        if isinstance(item, dict):
            yield Record(number, 1, item)
        else:
            yield Malformed(number, 1, "no JSON object")
