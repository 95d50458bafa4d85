"""The reader of packs: YAML files made rules, with the place of each mistake.

What reading costs (YAML, checks, literals of regexes) is paid once, and kept by the cache.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import msgspec
import regex
from msgspec import Meta

from newslint import kinds
from newslint.errors import Mistake, PackError
from newslint.packs import placeholders, yaml
from newslint.packs.pack import Pack, compiled, files_of, inside, twice
from newslint.packs.parts import Shared, written_out
from newslint.packs.plan import plan
from newslint.reading import LARGE, read_file
from newslint.rule.declaration import LoadedRule, Location, Override, Part, Rule
from newslint.rule.table import Table, read_table
from newslint.rule.templates import CELL
from newslint.scan import memory
from newslint.scan.regex_tree import parse
from newslint.validation import meant, wrong

HEAD = "pack.yaml"
NAMING = ("table", "grammar")
"""The keys of rules that name a file."""
OUTSIDE = "outside the pack's folder, and a pack reads no file elsewhere"


class PackFile(Part, frozen=True, kw_only=True):
    """The keys of one YAML file of a pack; `pack`, `title` and the like stand in one file of it only.

    `lists` and `parts` of `pack.yaml` hold in all files: see `packs.parts`.

    `languages` are those that the rules of the file hold for which do not say so themselves; `explains` is what each
    rule of the pack explains that does not say so itself.
    """

    pack: (
        Annotated[
            str,
            Meta(pattern="^[a-z0-9-]+$", description="lower-case letters, digits and hyphens, for example house-style"),
        ]
        | None
    ) = None
    title: str = ""
    description: str = ""
    families: dict[str, str] = {}
    credits: list[str] = []
    languages: list[str] = []
    lists: dict[str, list[str]] = {}
    parts: dict[str, str] = {}
    rules: list[Any] = []
    override: dict[str, Override] = {}
    explains: list[str] = []


def pack_files(path: Path) -> list[Path]:
    """The YAML files of a pack: the file itself, or all of a folder, `pack.yaml` first.

    Raises PackError where there is none.
    """
    if path.is_file():
        return [path]
    files = [file for file in files_of(path) if file.suffix in (".yaml", ".yml")]
    files.sort(key=lambda file: (file != path / HEAD, file.as_posix()))
    if not files:
        reason = "no YAML file in this folder" if path.is_dir() else "no such file or folder of rules"
        raise PackError([Mistake(str(path), 1, 1, reason)])
    return files


def read_pack(path: Path) -> Pack:
    """Read and check a pack. Raises PackError with every mistake found."""
    contents: list[PackFile] = []
    shared = Shared({}, {})
    rules: list[LoadedRule] = []
    mistakes: list[Mistake] = []
    for file in pack_files(path):
        try:
            if not inside(file, path):
                raise PackError([Mistake(str(file), 1, 1, OUTSIDE)])
            marked = yaml.load(_text(file), str(file))
            content = _convert(marked, marked.data or {}, PackFile, ())
            contents.append(content)
            held = shared.joined(marked, content.lists, content.parts)
            if file == path / HEAD:
                shared = held
            rules.extend(_rules(marked, content, held, file, path))
        except PackError as error:
            mistakes.extend(error.mistakes)
    families = {family: title for content in contents for family, title in content.families.items()}
    mistakes.extend(twice(rules))
    mistakes.extend(_outside(rules, families))
    if mistakes:
        raise PackError(mistakes)
    head = next((content for content in contents if content.pack), contents[0])
    name = head.pack or path.stem
    rules = [_of_pack(loaded, name, head.explains) for loaded in rules]
    override = {selector: value for content in contents for selector, value in content.override.items()}
    planned = plan([loaded.matcher for loaded in rules])
    return Pack(name, str(path), head.title, head.description, families, head.credits, rules, override, planned)


def _of_pack(loaded: LoadedRule, pack: str, explains: list[str]) -> LoadedRule:
    """A rule of a pack; what it does not say that it explains, its pack says.

    That holds for what lies within its span: a rule of the scope `document` explains what it says itself.
    """
    rule = loaded.rule
    if explains and not rule.explains and rule.scope != "document":
        rule = msgspec.structs.replace(rule, explains=explains)
    return msgspec.structs.replace(loaded, rule=rule, pack=pack)


def _text(file: Path) -> str:
    try:
        return read_file(file, LARGE).decode("utf-8")
    except UnicodeDecodeError as error:
        raise PackError([Mistake(str(file), 1, 1, f"not UTF-8 at byte {error.start}")]) from None
    except OSError as error:
        raise PackError([Mistake(str(file), 1, 1, f"cannot be read: {error.strerror}")]) from None


def _rules(marked: yaml.PlacedData, content: PackFile, shared: Shared, file: Path, pack: Path) -> Iterator[LoadedRule]:
    mistakes: list[Mistake] = []
    tables: dict[Path, Table] = {}
    for at, data in enumerate((marked.data or {}).get("rules") or []):
        keys: yaml.KeyPath = ("rules", at)
        try:
            rule = _convert(marked, written_out(data, shared.parts), _rule_type(marked, data, keys), keys)
            for key in NAMING:
                named = getattr(rule, key, None)
                if named is not None and not inside(file.parent / named, pack):
                    raise PackError([marked.mistake((*keys, key), f"`{named}` is {OUTSIDE}")])
            if content.languages and not rule.languages:
                rule = msgspec.structs.replace(rule, languages=content.languages)
            table = _table(file.parent / rule.table, tables) if hasattr(rule, "table") else None
            loaded = LoadedRule(rule, Location(str(file), *marked.places[keys]), "", shared.lists, table)
            _check_regexes(marked, loaded, keys)
            yield compiled(loaded)
        except PackError as error:
            mistakes.extend(error.mistakes)
    if mistakes:
        raise PackError(mistakes)


def _table(path: Path, known: dict[Path, Table]) -> Table:
    """A table, which the rules of a file share."""
    if path not in known:
        known[path] = read_table(path)
    return known[path]


def _rule_type(marked: yaml.PlacedData, data: Any, keys: yaml.KeyPath) -> type[Rule]:
    kind = data.get("kind") if isinstance(data, dict) else None
    found = kinds.find(str(kind)) if kind is not None else None
    if found is None:
        known = list(kinds.BUILT_IN)
        if kind is None:
            raise PackError([marked.mistake(keys, f"a rule needs a `kind`: one of {', '.join(known)}")])
        raise PackError([marked.mistake((*keys, "kind"), f"unknown kind `{kind}`; {meant(str(kind), known)}")])
    return found.rule


def _convert(marked: yaml.PlacedData, data: Any, to: type[Any], keys: yaml.KeyPath) -> Any:
    try:
        return msgspec.convert(data, to)
    except msgspec.ValidationError as error:
        found = wrong(error, data, to)
        raise PackError([marked.mistake((*keys, *found.keys), str(found), at_key=found.at_key)]) from None


def _check_regexes(marked: yaml.PlacedData, loaded: LoadedRule, keys: yaml.KeyPath) -> None:
    """Compile every regex of a rule once. Raises PackError for those that cannot be.

    Names in braces that nothing fills are reported with them.
    """
    groups: dict[str, None] = {}
    mistakes: list[Mistake] = []
    try:
        regexes = [((key,), pattern) for key, pattern in kinds.of(loaded.rule).patterns(loaded)]
    except ValueError as error:
        raise PackError([marked.mistake(keys, str(error))]) from None
    filled = [(inner, CELL.sub("(?:x)", pattern)) for inner, pattern in placeholders.conditions(loaded.rule)]
    for at, (inner, pattern) in enumerate([*regexes, *filled]):
        try:
            named = memory.current().groups(pattern, lambda: _groups(pattern))  # noqa: B023
        except (regex.error, ValueError, OverflowError, RecursionError) as error:
            reason = "nested too deep" if isinstance(error, RecursionError) else str(error)
            mistakes.append(marked.mistake((*keys, *inner), f"regex does not compile: {reason}: {pattern[:200]}"))
            continue
        if at < len(regexes):
            groups.update(dict.fromkeys(named))
    if not mistakes:
        unfilled = placeholders.unfilled(loaded, groups)
        mistakes = [marked.mistake((*keys, *inner), reason) for inner, reason in unfilled]
    if mistakes:
        raise PackError(mistakes)


def _groups(pattern: str) -> list[str]:
    """The names of the groups of a regex. Raises `regex.error` for what cannot be compiled.

    What the standard library's parser understands compiles, too, and is parsed in a third of the time.
    """
    tree = parse(pattern)
    return list(tree.state.groupdict if tree is not None else regex.compile(pattern).groupindex)


def _outside(rules: list[LoadedRule], families: dict[str, str]) -> Iterator[Mistake]:
    """The rules whose codes are of none of the families that the pack states."""
    for loaded in rules:
        family, place = loaded.rule.family, loaded.place
        if families and family not in families:
            known = ", ".join(families)
            reason = f"{loaded.rule.code} is of no family of the pack ({known}); add {family} to `families`"
            yield Mistake(place.path, place.line, place.column, reason)
