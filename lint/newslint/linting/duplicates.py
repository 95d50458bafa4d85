"""Texts that stood before in the same run: the same words again (DUP101), or nearly so (DUP102).

A text is the set of its shingles, runs of three words, and two texts are as alike as these sets are: what they share of
all that either has (Jaccard; Broder, "On the resemblance and containment of documents", 1997). A MinHash of 128 values
stands for a set, and tells likeness to within some hundredths; bands of its values (locality-sensitive hashing, as in
Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", chapter 3) find the few texts worth comparing. Both are
datasketch's.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

from newslint.errors import SettingsError
from newslint.late import late
from newslint.linting.finding import Finding, Region, attach_own, region
from newslint.packs.selectors import NEAR, SAME, grade_of
from newslint.settings.keys import Settings
from newslint.text.document import Document
from newslint.text.spans import Span

if TYPE_CHECKING:
    from datasketch import MinHash

ALIKE = 0.8
"""How alike two texts are that are nearly the same, from 0 to 1."""
SHINGLE = 3
"""Words of a shingle: one word in thirty that is another leaves two texts alike at 0.8."""
SHORTEST = 30
"""Words of the shortest text that is compared: headlines and notes of a line come again of themselves."""
BANDS, ROWS = 16, 8
"""Of the values of a MinHash: of texts alike at 0.8 these miss one in twenty, at 0.9 one in ten thousand."""

_WORD = late(r"\w+")
_SCHEME = "affine32"


class Signature(NamedTuple):
    """A digest of a text's words, and the values of its MinHash; both empty where it is too short."""

    words: bytes
    values: bytes


class Twin(NamedTuple):
    """Where an earlier text begins, how alike it is, and whether it has the same words."""

    place: Region
    alike: float
    same: bool


class _Kept(NamedTuple):
    """A text that later ones are compared with."""

    place: Region
    words: bytes
    minhash: Any


def signature(document: Document) -> Signature:
    """What a text is compared by: its words, whatever their case and what stands between them."""
    words = [word[0] for word in _WORD.finditer(document.text.casefold())]
    if len(words) < SHORTEST:
        return Signature(b"", b"")
    text = " ".join(words).encode("utf-8", "surrogatepass")
    shingles = {" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}
    made = _blank().copy()
    made.update_batch([shingle.encode("utf-8", "surrogatepass") for shingle in shingles])
    return Signature(blake2b(text, digest_size=16).digest(), made.hashvalues.tobytes())


class Duplicates:
    """The texts of a run so far. Raises SettingsError where they are not selected, or datasketch is missing."""

    facts: tuple[Callable[[Document], object], ...] = (signature,)
    """What other processes can find out of a text."""

    def __init__(self, settings: Settings) -> None:
        if all(grade_of(own, settings) == "off" for own in (SAME, NEAR)):
            raise SettingsError("--duplicates finds DUP101 and DUP102, and neither is selected: --extend-select DUP")
        try:
            from datasketch import MinHashLSH  # noqa: PLC0415  (an extra)
        except ImportError:
            raise SettingsError("--duplicates needs datasketch: pip install 'newslint[duplicates]'") from None
        self._index = MinHashLSH(num_perm=BANDS * ROWS, params=(BANDS, ROWS))
        self._same: dict[bytes, int] = {}
        self._kept: list[_Kept] = []

    @property
    def size(self) -> int:
        """The texts that later ones are compared with."""
        return len(self._kept)

    def keep(self, document: Document) -> None:
        """Compare later texts with this one."""
        made = document.fact(signature)
        if made.words and made.words not in self._same:
            one = _Kept(region(document, _beginning(document), document.path), made.words, _lean(made))
            self._same[one.words] = len(self._kept)
            self._index.insert(len(self._kept), one.minhash, check_duplication=False)
            self._kept.append(one)

    def forget(self, start: int) -> None:
        """Compare no text with those that were kept from a place on."""
        for at, one in enumerate(self._kept[start:], start):
            self._index.remove(at)
            del self._same[one.words]
        del self._kept[start:]

    def twin(self, document: Document) -> Twin | None:
        """The earlier text that is most like this one, if any is the same or nearly so; of several the first."""
        made = document.fact(signature)
        if not made.words:
            return None
        if (first := self._same.get(made.words)) is not None:
            return Twin(self._kept[first].place, 1, same=True)
        lean = _lean(made)
        near = [(lean.jaccard(self._kept[at].minhash), -at) for at in self._index.query(lean)]
        alike, at = max(near, default=(0, 0))
        return Twin(self._kept[-at].place, alike, same=False) if alike >= ALIKE else None

    def found(self, document: Document, settings: Settings) -> list[Finding]:
        """The finding that says so, unless settings switch it off."""
        twin = self.twin(document)
        own = SAME if twin and twin.same else NEAR
        grade = grade_of(own, settings)
        if twin is None or grade == "off":
            return []
        said = f"the same text as {twin.place.path}"
        if not twin.same:
            said = f"nearly the same text as {twin.place.path} (about {min(twin.alike, 0.99):.0%} alike)"
        return [attach_own(own, grade, document, _beginning(document), said, (twin.place,))]


def _beginning(document: Document) -> Span:
    """The first paragraph, in the source."""
    return document.original(*document.lines[0])


@lru_cache
def _blank() -> MinHash:
    """The MinHash of nothing, from which others are copied: its permutations are costly to make."""
    from datasketch import MinHash  # noqa: PLC0415  (an extra)

    return MinHash(BANDS * ROWS, hashfunc=zlib.crc32, scheme=_SCHEME)


def _lean(made: Signature) -> Any:
    """A MinHash of given values."""
    from datasketch import LeanMinHash  # noqa: PLC0415  (an extra)
    from numpy import frombuffer, uint32  # noqa: PLC0415  (comes with it)

    return LeanMinHash(seed=_blank().seed, hashvalues=frombuffer(made.values, uint32), scheme=_SCHEME)
