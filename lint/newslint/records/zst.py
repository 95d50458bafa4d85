"""Zstandard, unpacked so that a file that breaks off is told: the library's own stream just ends there."""

from __future__ import annotations

from typing import BinaryIO

_PIECE = 2048
"""Bytes that are unpacked at once: of no more than so many comes what the memory can hold, whatever they are."""


class Unpacked:
    """What a packed stream holds, frame after frame."""

    def __init__(self, stream: BinaryIO) -> None:
        try:
            import zstandard  # noqa: PLC0415  (an extra)
        except ImportError:
            raise ValueError("zstandard, which unpacks .zst, is missing: pip install 'newslint[records]'") from None
        self._stream = stream
        self._open = zstandard.ZstdDecompressor().decompressobj
        self._frame = self._open()
        self._begun = False
        self._given = b""

    def read(self, size: int) -> bytes:
        """So many bytes or fewer, none at the end. Raises EOFError where a frame has no end."""
        while not self._given:
            piece = self._stream.read(_PIECE)
            if not piece:
                if self._begun:
                    raise EOFError("breaks off: the end of what was packed is missing")
                return b""
            self._given = self._unpack(piece)
        given, self._given = self._given[:size], self._given[size:]
        return given

    def _unpack(self, piece: bytes) -> bytes:
        parts = []
        while piece:
            self._begun = True
            parts.append(self._frame.decompress(piece))
            piece = b""
            if self._frame.eof:
                piece = self._frame.unused_data
                self._frame, self._begun = self._open(), False
        return b"".join(parts)
