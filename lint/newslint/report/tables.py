"""The figures of a page: totals, and tables of findings by rule, family and document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from newslint.linting.finding import Finding
from newslint.report.density import Counts
from newslint.report.marked import escaped
from newslint.rule.declaration import SEVERITIES, LoadedRule, Severity

_GRAVEST_FIRST = tuple(reversed(SEVERITIES))


def number(count: int, noun: str) -> str:
    """So many things, in words."""
    return f"{count:,} {noun}{'' if count == 1 or noun == 'info' else 's'}"


class Tally:
    """What was counted along a run."""

    def __init__(self) -> None:
        self.rules: dict[str, LoadedRule] = {}
        self.grades: Counts = Counter()
        self.codes: Counter[str] = Counter()
        self.names: dict[str, tuple[str, Severity]] = {}
        self.holding: Counter[str] = Counter()
        self.documents: list[tuple[str, Counts]] = []

    @property
    def findings(self) -> int:
        """Findings until now: the number of the next."""
        return sum(self.grades.values())

    @property
    def number_of_documents(self) -> int:
        """Documents until now in which something was found."""
        return len(self.documents)

    def add(self, path: str, findings: Sequence[Finding]) -> Counts:
        """Count a document's findings by severity, and by rule."""
        counts: Counts = Counter(finding.severity for finding in findings)
        self.grades.update(counts)
        codes = Counter(finding.code for finding in findings)
        self.codes.update(codes)
        self.holding.update(codes.keys())
        self.names.update((finding.code, (finding.name, finding.severity)) for finding in findings)
        if findings:
            self.documents.append((path, counts))
        return counts

    def totals(self, documents: int, rules: int) -> str:
        """The figures at the head of the page."""
        figures = [
            *(
                (severity, self.grades[severity], _plural(severity, self.grades[severity]))
                for severity in _GRAVEST_FIRST
            ),
            ("plain", documents, f"document{'s' * (documents != 1)} checked"),
            ("plain", len(self.documents), f"document{'s' * (len(self.documents) != 1)} with findings"),
            ("plain", rules, f"rule{'s' * (rules != 1)} run"),
        ]
        return "\n".join(f'<li class="{kind}"><b>{count:,}</b> {label}</li>' for kind, count, label in figures)

    def families(self) -> dict[str, Counter[str]]:
        """The rules that found something, by family; those that found most come first."""
        families: dict[str, Counter[str]] = {}
        for code, count in self.codes.items():
            families.setdefault(_family(code), Counter())[code] = count
        return dict(sorted(families.items(), key=lambda item: (-item[1].total(), item[0])))

    def choices(self) -> str:
        """The options of the filter by rule."""
        groups = []
        for family, codes in sorted(self.families().items()):
            options = [f'<option value="{family}">all of {family} ({codes.total():,})</option>']
            for code, count in sorted(codes.items()):
                options.append(f'<option value="{code}">{code} {self.names[code][0]} ({count:,})</option>')
            groups.append(f'<optgroup label="{escaped(self._title(family))}">{"".join(options)}</optgroup>')
        return "\n".join(groups)

    def rows_by_rule(self) -> list[str]:
        """A row for each rule that found something."""
        rows = []
        for code, count in sorted(self.codes.items(), key=lambda item: (-item[1], item[0])):
            name, severity = self.names[code]
            loaded = self.rules.get(code)
            why = f"<p>{escaped(' '.join(loaded.rule.why.split()))}</p>" if loaded else ""
            rows.append(
                f'<tr><th scope="row"><a href="#documents" data-rule="{code}">{code}</a></th>'
                f"<td><details><summary>{name}</summary>{why}</details></td>"
                f'<td><span class="grade {severity}">{severity}</span></td>'
                f"<td>{count:,}</td><td>{self.holding[code]:,}</td></tr>"
            )
        return rows

    def rows_by_family(self) -> list[str]:
        """A row for each family, with the share it has in all findings."""
        total = self.findings or 1
        return [
            f'<tr><th scope="row"><a href="#documents" data-rule="{family}">{family}</a></th>'
            f"<td>{escaped(self._pack(family))}</td><td>{codes.total():,}</td>"
            f"<td>{100 * codes.total() / total:.0f}%</td></tr>"
            for family, codes in self.families().items()
        ]

    def rows_by_document(self) -> list[str]:
        """A row for each document in which something was found, in the order of the run."""
        return [
            f'<tr><th scope="row"><a href="#d{at}">{escaped(path)}</a></th>'
            + "".join(f"<td>{counts[severity] or ''}</td>" for severity in _GRAVEST_FIRST)
            + f"<td>{counts.total():,}</td></tr>"
            for at, (path, counts) in enumerate(self.documents, 1)
        ]

    def _pack(self, family: str) -> str:
        packs = {loaded.pack for code, loaded in self.rules.items() if _family(code) == family}
        return ", ".join(sorted(packs))

    def _title(self, family: str) -> str:
        pack = self._pack(family)
        return f"{family}: {pack}" if pack else family


def tables(tally: Tally) -> str:
    """The three tables."""
    return "\n".join(
        (
            _table("By rule", ("Rule", "What it finds", "Severity", "Findings", "Documents"), tally.rows_by_rule()),
            _table("By family", ("Family", "Pack", "Findings", "Share"), tally.rows_by_family()),
            _table("By document", ("Document", "Error", "Warning", "Info", "All"), tally.rows_by_document()),
        )
    )


def grade_counts(counts: Counts) -> str:
    """How many of each severity, in words."""
    return ", ".join(
        f'<span class="grade {severity}">{counts[severity]:,} {_plural(severity, counts[severity])}</span>'
        for severity in _GRAVEST_FIRST
        if counts[severity]
    )


def _table(caption: str, heads: Sequence[str], rows: Sequence[str]) -> str:
    if not rows:
        return ""
    name = caption.lower().replace(" ", "-")
    head = "".join(f'<th scope="col">{head}</th>' for head in heads)
    body = "\n".join(rows)
    return (
        f'<section class="table" id="{name}"><h3>{caption}</h3>'
        f'<div class="scroll" role="region" aria-label="Findings {caption.lower()}" tabindex="0">'
        f"<table><thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div></section>"
    )


def _plural(severity: Severity, count: int) -> str:
    return severity if severity == "info" or count == 1 else f"{severity}s"


def _family(code: str) -> str:
    return code[:-3]
