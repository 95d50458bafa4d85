"""Packs: YAML files with rules, read and checked, with the place of each mistake.

A pack is a folder (`pack.yaml`, rule files, tables beside them) or one YAML file. Reading one gives
rules ready to be compiled; what reading costs is paid once, and kept by the cache.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

import msgspec
import regex
from msgspec import Meta

from newslint import kinds, marks
from newslint.errors import Mistake, PackError
from newslint.expand import CELL
from newslint.literals import Needs, needs
from newslint.rule import LoadedRule, Part, Place, Rule, Severity, When, many
from newslint.table import read_table

Override = bool | Severity
_KEYS = re.compile(r"\.([\w-]+)|\[(\d+)\]|\[\.\.\.\]")


class PackFile(Part, frozen=True, kw_only=True):
    """The keys of one YAML file of a pack; `pack`, `title` and the like stand in one file of it only."""

    pack: Annotated[str, Meta(pattern="^[a-z0-9-]+$")] | None = None
    title: str = ""
    description: str = ""
    families: dict[str, str] = {}
    credits: list[str] = []
    lists: dict[str, list[str]] = {}
    rules: list[Any] = []
    override: dict[str, Override] = {}


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


def pack_files(path: Path) -> list[Path]:
    """The YAML files of a pack: the file itself, or all of a folder, `pack.yaml` first.

    Raises PackError where there is none.
    """
    if path.is_file():
        return [path]
    files = sorted(path.rglob("*.y*ml"), key=lambda file: (file.name != "pack.yaml", file.as_posix()))
    if not files:
        reason = "no YAML file in this folder" if path.is_dir() else "no such file or folder of rules"
        raise PackError([Mistake(str(path), 1, 1, reason)])
    return files


def read_pack(path: Path) -> Pack:
    """Read and check a pack. Raises PackError with every mistake found."""
    head = PackFile()
    rules: list[LoadedRule] = []
    override: dict[str, Override] = {}
    mistakes: list[Mistake] = []
    for file in pack_files(path):
        try:
            marked = marks.load(file.read_text(encoding="utf-8"), str(file))
            content = _convert(marked, marked.data or {}, PackFile, ())
            rules.extend(_rules(marked, content, file))
        except UnicodeDecodeError as error:
            mistakes.append(Mistake(str(file), 1, 1, f"not UTF-8 at byte {error.start}"))
        except PackError as error:
            mistakes.extend(error.mistakes)
        else:
            head = content if content.pack else head
            override.update(content.override)
    mistakes.extend(_twice(rules))
    if mistakes:
        raise PackError(mistakes)
    name = head.pack or path.stem
    rules = [msgspec.structs.replace(loaded, pack=name) for loaded in rules]
    return Pack(name, str(path), head.title, head.description, head.families, head.credits, rules, override)


def _rules(marked: marks.Marked, content: PackFile, file: Path) -> Iterator[LoadedRule]:
    mistakes: list[Mistake] = []
    for at, data in enumerate((marked.data or {}).get("rules") or []):
        keys: marks.Keys = ("rules", at)
        try:
            rule = _convert(marked, data, _rule_type(marked, data, keys), keys)
            table = read_table(file.parent / rule.table) if hasattr(rule, "table") else None
            loaded = LoadedRule(rule, Place(str(file), *marked.places[keys]), "", content.lists, table, {})
            yield msgspec.structs.replace(loaded, needs=_needs(marked, loaded, keys))
        except PackError as error:
            mistakes.extend(error.mistakes)
    if mistakes:
        raise PackError(mistakes)


def _rule_type(marked: marks.Marked, data: Any, keys: marks.Keys) -> type[Rule]:
    kind = data.get("kind") if isinstance(data, dict) else None
    found = kinds.find(str(kind)) if kind is not None else None
    if found is None:
        known = ", ".join(kinds.BUILT_IN)
        if kind is None:
            raise PackError([marked.mistake(keys, f"a rule needs a `kind`: one of {known}")])
        raise PackError([marked.mistake((*keys, "kind"), f"unknown kind `{kind}`; kinds: {known}")])
    return found.rule


def _convert(marked: marks.Marked, data: Any, to: type[Any], keys: marks.Keys) -> Any:
    try:
        return msgspec.convert(data, to)
    except msgspec.ValidationError as error:
        raise PackError([_mistake(marked, str(error), to, keys)]) from None


def _mistake(marked: marks.Marked, message: str, to: type[Any], keys: marks.Keys) -> Mistake:
    reason, _, where = message.partition(" - at `$")
    inner = tuple(key or (int(index) if index else ...) for key, index in _KEYS.findall(where.rstrip("`")))
    got = re.search(r"got `(\w+)`$", reason)
    at: marks.Keys = (*keys, *_located(marked.at(keys), inner, got[1] if got else ""))
    if unknown := re.search(r"unknown field `(.+)`", reason):
        fields = [field.encode_name for field in msgspec.structs.fields(to)] if not inner else []
        near = get_close_matches(unknown[1], fields, 1)
        hint = f"did you mean `{near[0]}`?" if near else (f"known keys: {', '.join(fields)}" if fields else "")
        return marked.mistake(
            (*at, unknown[1]), f"unknown key `{unknown[1]}`" + (f"; {hint}" if hint else ""), at_key=True
        )
    if missing := re.search(r"missing required field `(.+)`", reason):
        return marked.mistake(at, f"key `{missing[1]}` is missing")
    if "got `bool`" in reason or "got `int`" in reason or "got `float`" in reason:
        reason += "; put the text in quotes"
    return marked.mistake(at, f"`{'.'.join(map(str, at)) or 'file'}`: {reason[:1].lower()}{reason[1:]}")


def _located(data: Any, keys: tuple[Any, ...], got: str) -> marks.Keys:
    """A path with each `...` (some key of a mapping) made the first key under which the wrong type stands."""
    if not keys:
        return ()
    if keys[0] is not ...:
        inner = data[keys[0]] if isinstance(data, dict | list) else None
        return (keys[0], *_located(inner, keys[1:], got))
    for key, value in data.items():
        try:
            rest = _located(value, keys[1:], got)
            for step in rest:
                value = value[step]
        except (LookupError, TypeError):
            continue
        if type(value).__name__ == got:
            return (key, *rest)
    return ()


def _needs(marked: marks.Marked, loaded: LoadedRule, keys: marks.Keys) -> dict[str, Needs]:
    """Compile every regex of a rule once, to report those that cannot be, and find out what they need."""
    kind = kinds.of(loaded.rule)
    found: dict[str, Needs] = {}
    mistakes = []
    try:
        for key, pattern in [*kind.patterns(loaded), *_conditions(loaded.rule)]:
            try:
                regex.compile(pattern)
            except (regex.error, ValueError, OverflowError) as error:
                mistakes.append(marked.mistake((*keys, key), f"regex does not compile: {error}: {pattern}"))
                continue
            found[pattern] = needs(pattern)
    except ValueError as error:
        mistakes.append(marked.mistake(keys, str(error)))
    if mistakes:
        raise PackError(mistakes)
    return found


def _conditions(rule: Rule) -> Iterator[tuple[str, str]]:
    """The regexes of `unless` and `when`, by key; a cell in braces stands for any text here."""
    evidence = (
        [part for part in (getattr(rule.when, scope) for scope in When.__struct_fields__) if part] if rule.when else []
    )
    written = [("unless", many(rule.unless))] + [("when", many(part.has) + many(part.lacks)) for part in evidence]
    for key, patterns in written:
        for pattern in patterns:
            yield key, CELL.sub("(?:x)", pattern)


def _twice(rules: list[LoadedRule]) -> Iterator[Mistake]:
    seen: dict[str, Place] = {}
    for loaded in rules:
        for key in (loaded.rule.code, loaded.rule.name):
            if key in seen:
                place, first = loaded.place, seen[key]
                yield Mistake(
                    place.path, place.line, place.column, f"{key} is defined already at {first.path}:{first.line}"
                )
            seen.setdefault(key, loaded.place)


def find_rules() -> Path:
    """The folder of the shipped packs: inside the installed package, or beside it in a checkout.

    Raises PackError when neither is there: the installation is broken.
    """
    here = Path(__file__).resolve().parent
    for folder in (here / "rules", here.parent.parent / "rules"):
        if any(folder.glob("*/pack.yaml")):
            return folder
    raise PackError([Mistake(str(here / "rules"), 1, 1, "the shipped rules are missing; reinstall newslint")])


def settle(packs: list[Pack]) -> tuple[list[LoadedRule], Mapping[str, Override]]:
    """All rules of several packs, and the overrides of the last pack that gives one for a code."""
    rules = [loaded for pack in packs for loaded in pack.rules]
    if mistakes := list(_twice(rules)):
        raise PackError(mistakes)
    override: dict[str, Override] = {}
    for pack in packs:
        override.update(pack.override)
    return rules, override
