"""JSON: one array of records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from newslint.records.lines import read_object
from newslint.records.record import TOO_DEEP, Malformed, Record
from newslint.settings.keys import size_in_words
from newslint.text.formats import utf_16


def read_array(stream: BinaryIO, most: int) -> Iterator[Record | Malformed]:
    """The records of an array, which is read at once, each with its bytes. All count as of line 1, since what decodes
    them tells none.
    """
    data = stream.read(most + 1)
    if len(data) > most:
        raise ValueError(f"larger than {size_in_words(most)}, which an array may have; make it JSON Lines")
    if name := utf_16(data):
        raise ValueError(f"not UTF-8: looks like {name.upper()}; convert the file first")
    try:
        items = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=list[msgspec.Raw])
    except msgspec.ValidationError:
        raise ValueError("no array of records; to read its text as it stands, give the file another suffix") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"not JSON: {error}") from None
    except RecursionError:
        raise ValueError(TOO_DEEP) from None
    for number, item in enumerate(items, 1):
        yield read_object(bytes(item), number, 1)
