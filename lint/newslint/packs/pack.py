"""Packs: what one holds, where the shipped ones are, and how several are settled into one set of rules."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from newslint import kinds
from newslint.errors import Mistake, PackError
from newslint.packs.plan import Plan
from newslint.rule.declaration import LoadedRule, Location, Override

MOST_FILES = 5_000
"""Files that a pack may have."""


class Pack(msgspec.Struct, frozen=True):
    """A pack as read: its rules, and what it says of rules that other packs define."""

    name: str
    path: str
    title: str
    description: str
    families: dict[str, str]
    credits: list[str]
    rules: list[LoadedRule]
    override: dict[str, Override]
    plan: Plan


def find_rules() -> Path:
    """The folder of the shipped packs: inside the installed package, or beside it in a checkout.

    Raises PackError when neither is there: the installation is broken.
    """
    here = Path(__file__).resolve().parent.parent
    for folder in (here / "rules", here.parent.parent / "rules"):
        if any(folder.glob("*/pack.yaml")):
            return folder
    raise PackError([Mistake(str(here / "rules"), 1, 1, "the shipped rules are missing; reinstall newslint")])


def files_of(path: Path) -> list[Path]:
    """The files of a pack: the file itself, or all of a folder. Raises PackError for a folder that is no pack."""
    if path.is_file():
        return [path]
    files: list[Path] = []
    for folder, _, names in os.walk(path):
        files += [file for name in names if (file := Path(folder, name)).is_file()]
        if len(files) > MOST_FILES:
            raise PackError([Mistake(str(path), 1, 1, f"more than {MOST_FILES:,} files: this folder is no pack")])
    return sorted(files)


def inside(file: Path, pack: Path) -> bool:
    """Whether a file stands in the folder of a pack, links resolved: a pack reads no other."""
    folder = pack if pack.is_dir() else pack.parent
    return Path(os.path.realpath(file)).is_relative_to(os.path.realpath(folder))


def compiled(loaded: LoadedRule) -> LoadedRule:
    """A rule ready to run."""
    return msgspec.structs.replace(loaded, matcher=kinds.of(loaded.rule).compile(loaded))


def settle(packs: Sequence[Pack]) -> tuple[list[LoadedRule], Mapping[str, Override]]:
    """All rules of several packs, and the overrides of the last pack that gives one for a code.

    Raises PackError for a code or name that is taken.
    """
    rules = [loaded for pack in packs for loaded in pack.rules]
    if mistakes := list(twice(rules)):
        raise PackError(mistakes)
    override: dict[str, Override] = {}
    for pack in packs:
        override.update(pack.override)
    return rules, override


def twice(rules: Iterable[LoadedRule]) -> Iterator[Mistake]:
    """The rules whose code or name another one has already."""
    seen: dict[str, Location] = {}
    for loaded in rules:
        for key in (loaded.rule.code, loaded.rule.name):
            if key in seen:
                place, first = loaded.place, seen[key]
                yield Mistake(
                    place.path, place.line, place.column, f"{key} is defined already at {first.path}:{first.line}"
                )
            seen.setdefault(key, loaded.place)
