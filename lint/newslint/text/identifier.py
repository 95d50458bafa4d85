"""The library that tells languages apart, kept as a run has unpacked it: that takes it longer than all the rest.

Of its model the languages that are asked for are kept, in a packing that is read in a quarter of the time.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from newslint.cache import keep, kept
from newslint.digests import digest

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_VERSIONS = "0.4."
"""How the versions of the library begin whose model is laid out as it is kept."""
_QUICK = 1
"""The level of packing that costs least: the tables are mostly the same bytes again and again."""


class _Table(msgspec.Struct, array_like=True):
    """Numbers of one type, packed."""

    code: str
    packed: bytes

    @classmethod
    def of(cls, code: str, numbers: bytes) -> _Table:
        return cls(code, zlib.compress(numbers, _QUICK))

    @property
    def numbers(self) -> bytes:
        return zlib.decompress(self.packed)

    @property
    def array(self) -> array[int]:
        return array(self.code, self.numbers)


class _Model(msgspec.Struct, array_like=True):
    """What the library is made of: how likely each feature is in each language, and how text leads to features."""

    languages: list[str]
    likely: _Table
    frequent: _Table
    steps: _Table
    rows: _Table
    features: _Table


def load(languages: Sequence[str]) -> LanguageIdentifier:
    """The library, for some languages. Made from its own file where the cache has none."""
    import py3langid  # noqa: PLC0415  (it and numpy take a tenth of a second to import, seldom needed)
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    asked = f"{py3langid.__version__} {' '.join(languages)}"
    key = f"languages-{digest((), asked)}"
    if model := kept(key, _Model):
        return _put_together(model)
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(languages))
    if py3langid.__version__.startswith(_VERSIONS):
        keep(key, _taken_apart(identifier), quick=True)
    return identifier


def _taken_apart(identifier: LanguageIdentifier) -> _Model:
    steps, rows = identifier.tk_nextmove, identifier.tk_row
    return _Model(
        identifier.nb_classes,
        _Table.of(identifier.nb_ptc.dtype.str, identifier.nb_ptc.tobytes()),
        _Table.of(identifier.nb_pc.dtype.str, identifier.nb_pc.tobytes()),
        _Table.of(steps.typecode, steps.tobytes()),
        _Table.of(rows.typecode, rows.tobytes()),
        _Table.of("i", array("i", identifier.tk_output).tobytes()),
    )


def _put_together(model: _Model) -> LanguageIdentifier:
    from numpy import frombuffer  # noqa: PLC0415
    from py3langid.langid import LanguageIdentifier  # noqa: PLC0415

    likely = frombuffer(model.likely.numbers, model.likely.code).reshape(-1, len(model.languages))
    frequent = frombuffer(model.frequent.numbers, model.frequent.code)
    features = model.features.array.tolist()
    return LanguageIdentifier(likely, frequent, model.languages, model.steps.array, features, tk_row=model.rows.array)
