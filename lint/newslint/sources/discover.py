"""Discovery: from the paths that were named to the files that are read, in a fixed order.

A file that is named is read whatever it is called. In a folder the files that `include` names are read,
but for what `exclude` and git's ignores leave out; `exclude` holds for named files too under
`force-exclude`. Links to folders are not followed.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from glob import glob, has_magic

from newslint.errors import InputError
from newslint.reading import what
from newslint.settings.globs import matches_place, place
from newslint.settings.layers import Layers
from newslint.sources.found import Excluded, Found, Source, Stray
from newslint.sources.strays import Strays
from newslint.sources.walk import Walk

STDIN = "-"

_NOT_THERE = (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP)


def discover(paths: Sequence[str], layers: Layers) -> Iterator[Found]:
    """The files to read, each once, in the order of `paths` and by name within a folder.

    What cannot be read is an InputError in its place, never silence. `Excluded` is a named file that settings leave
    out under `force-exclude`, `Hidden` what git ignores in a folder, `Stray` a settings file that is not obeyed.
    """
    seen: set[str] = set()
    strays = Strays(layers)
    for named in paths:
        for found, real in _named(named, layers, strays):
            if isinstance(found, InputError | Stray):
                yield found
                continue
            key = os.path.realpath(real) if os.path.islink(real) else real
            if key not in seen:
                seen.add(key)
                yield found


def _named(named: str, layers: Layers, strays: Strays, *, is_named: bool = True) -> Iterator[tuple[Found, str]]:
    """What a path leads to, each with its path without links."""
    try:
        mode = os.stat(named).st_mode
    except (OSError, ValueError) as error:
        yield from _absent(named, error, layers, strays)
        return
    real = place(named)
    folder = os.path.realpath(named) if stat.S_ISDIR(mode) else os.path.dirname(real)
    for stray in strays.above(os.path.dirname(folder) if stat.S_ISDIR(mode) else folder):
        yield stray, stray.path
    settings = layers.run
    if stat.S_ISDIR(mode):
        for found, at in Walk(layers, strays).folder(named):
            if not isinstance(found, Excluded):
                yield found, at
    elif settings.force_exclude and matches_place(real, settings.exclude, settings.root):
        yield Excluded(named), real
    elif not is_named and not stat.S_ISREG(mode):
        yield InputError(named, f"{what(mode)}, not a file"), real
    else:
        yield Source(named, layers.of_place(real)), real


def _absent(named: str, error: OSError | ValueError, layers: Layers, strays: Strays) -> Iterator[tuple[Found, str]]:
    """What is to be said of a path at which nothing can be looked at; a glob is expanded."""
    if os.path.islink(named):
        yield InputError(named, "a link to nothing, or to itself"), named
    elif isinstance(error, OSError) and error.errno not in _NOT_THERE:
        yield InputError(named, f"cannot be read: {error.strerror}"), named
    elif has_magic(named):
        try:
            found = sorted(glob(named, recursive=True))
        except (RecursionError, ValueError):
            yield InputError(named, "the folders that this glob goes through are too deep"), named
            return
        if not found:
            yield InputError(named, "no file matches this glob"), named
        for match in found:
            yield from _named(match, layers, strays, is_named=False)
    else:
        yield InputError(named, "no such file or folder"), named
