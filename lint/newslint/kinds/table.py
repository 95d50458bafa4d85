"""kind: table. The rows of a table fill phrases or a regex, evidence and suggestion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from newslint.kinds.kind import Kind, Matcher
from newslint.kinds.pattern import PatternMatcher
from newslint.kinds.phrase import PhraseMatcher
from newslint.rule import templates
from newslint.rule.declaration import At, LoadedRule, Rule
from newslint.rule.table import Table


class TableRule(Rule, tag="table", frozen=True, kw_only=True):
    """A table (TSV) whose columns may be named in braces: in `phrases` or `pattern`, and in templates.

    In a phrase a cell `a|b` is two alternatives, and `{column^}` gives the cell with a capital at each
    word. In a regex a cell goes in as it is. `where` keeps the rows whose cell is one of those listed.
    """

    table: str
    phrases: list[str] = []
    pattern: str | None = None
    where: dict[str, list[str]] = {}
    case: bool | None = None
    at: At = "anywhere"

    def __post_init__(self) -> None:
        if bool(self.phrases) == bool(self.pattern):
            raise ValueError("a table rule has either `phrases` or a `pattern`")


def fill(pattern: str, row: Mapping[str, str], lists: Mapping[str, Sequence[str]]) -> str:
    """A regex with a row's cells and the named lists written in. Raises UnknownListError."""
    filled = templates.CELL.sub(lambda match: f"(?:{row[match[1]]})" if match[1] in row else match[0], pattern)
    return templates.regex(filled, lists)


def _phrases(rule: TableRule, table: Table, lists: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, dict[str, str]]]:
    for row in table.where(rule.where):
        cells = {column: cell.split("|") for column, cell in row.items() if cell}
        capitals = {f"{column}^": [_capital(word) for word in words] for column, words in cells.items()}
        names = {**lists, **cells, **capitals}
        for template in rule.phrases:
            if all(
                f"{{{column}}}" not in template and f"{{{column}^}}" not in template for column in row.keys() - cells
            ):
                yield from ((phrase, row) for phrase in templates.phrases(template, names))


def _capital(phrase: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in phrase.split(" "))


def compile_rule(loaded: LoadedRule) -> Matcher:
    """Fill the templates of a rule from its table."""
    rule, table = loaded.rule, loaded.table
    assert isinstance(rule, TableRule)
    assert table is not None
    if rule.pattern is None:
        return PhraseMatcher(_phrases(rule, table, loaded.lists), rule.scope, rule.at, rule.case)
    sources = [(fill(rule.pattern, row, loaded.lists), row) for row in table.where(rule.where)]
    return PatternMatcher(sources, rule.scope)


def patterns(loaded: LoadedRule) -> Iterator[tuple[str, str]]:
    """The regex of each row; phrases are expanded, so that an unknown column is found at once."""
    rule, table = loaded.rule, loaded.table
    assert isinstance(rule, TableRule)
    assert table is not None
    unknown = rule.where.keys() - set(table.columns)
    if unknown:
        raise ValueError(f"`where` names no column of {rule.table}: {', '.join(sorted(unknown))}")
    if rule.pattern is not None:
        for row in table.where(rule.where):
            yield "pattern", fill(rule.pattern, row, loaded.lists)
    elif not any(True for _ in _phrases(rule, table, loaded.lists)):
        raise ValueError(f"no row of {rule.table} fills a phrase")


KIND = Kind(TableRule, compile_rule, patterns, values=(), grouped=True)
