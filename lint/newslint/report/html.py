"""`html`: one page for a run, which needs nothing beside itself: figures, tables, and each document with its marks.

Documents are strangers' words. Whatever is put into the page goes through `escaped`, the page's own script and style
are named by their digests in its content policy, and nothing else may run or be loaded.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from string import Template
from tempfile import SpooledTemporaryFile
from typing import TextIO

from newslint import __version__
from newslint.errors import InputError, RuleError
from newslint.linting.finding import Finding
from newslint.report.density import BINS, Counts, along, bars, strip
from newslint.report.display import help_for
from newslint.report.marked import escaped, marked
from newslint.report.reporter import Reporter, Summary
from newslint.report.tables import Tally, grade_counts, number, tables
from newslint.rule.declaration import LoadedRule
from newslint.text.document import Document

IN_MEMORY = 16_000_000
"""Bytes of documents that are kept in memory until the run ends; more waits in a temporary file."""


class Html(Reporter):
    """Writes the page when the run has ended: totals come before documents, which wait until then.

    Only documents in which something was found are in the page.
    """

    def __init__(self, stream: TextIO, color: bool = False) -> None:
        super().__init__(stream, color)
        self._spool = SpooledTemporaryFile(IN_MEMORY, "w+", encoding="utf-8", newline="")  # noqa: SIM115
        self._tally = Tally()
        self._run: list[Counts] = []
        self._failed: list[InputError | RuleError] = []

    def start(self, rules: Sequence[LoadedRule]) -> None:
        """Keep what rules say of themselves."""
        self._tally.rules = {loaded.rule.code: loaded for loaded in rules}

    def document(self, document: Document, findings: Sequence[Finding]) -> None:
        """Put a document by, its findings marked."""
        counts = self._tally.add(document.path, findings)
        self._run.append(counts)
        if not findings:
            return
        first = self._tally.findings - len(findings)
        end = max(len(document.source), 1)
        places = [min(finding.start * BINS // end, BINS - 1) for finding in findings]
        items = "\n".join(
            _item(finding, first + at, place) for at, (finding, place) in enumerate(zip(findings, places, strict=True))
        )
        self._spool.write(
            _DOCUMENT.substitute(
                id=self._tally.number_of_documents,
                at=len(self._run) - 1,
                path=escaped(document.path),
                counts=grade_counts(counts),
                strip=strip(along(findings, places), "strip"),
                text=marked(document.source, findings, first),
                findings=items,
                heading=f"{number(len(findings), 'finding')} in {escaped(document.path)}",
            )
        )

    def failed(self, error: InputError | RuleError) -> None:
        """Keep a failure."""
        self._failed.append(error)

    def finish(self, summary: Summary) -> None:
        """Write the page."""
        style, script = part("page.css"), part("page.js")
        total = summary.findings.total() or self._tally.findings
        page = Template(part("page.html")).substitute(
            style=style,
            script=script,
            style_digest=_digest(style),
            script_digest=_digest(script),
            title=f"{number(total, 'finding')} in {number(len(self._run), 'document')}",
            when=time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()),
            version=escaped(__version__),
            totals=self._tally.totals(len(self._run), summary.rules),
            left_out=self._left_out(total, summary.unchanged),
            failures=_failures(self._failed),
            run=bars(self._run),
            tables=tables(self._tally),
            choices=self._tally.choices(),
            documents=_HERE,
        )
        head, _, tail = page.partition(_HERE)
        self.stream.write(head)
        self._spool.seek(0)
        shutil.copyfileobj(self._spool, self.stream)
        self._spool.close()
        self.stream.write(tail)

    def _left_out(self, total: int, unchanged: int) -> str:
        more = total - self._tally.findings
        said = [
            *([f"{more:,} more were found and are not in this page (--max-per-rule)."] if more > 0 else []),
            *([f"{unchanged:,} more stand in the baseline and are not in this page."] if unchanged else []),
        ]
        return "\n".join(f"<p class=note>{one}</p>" for one in said)


_HERE = "<!-- documents -->"

_DOCUMENT = Template("""\
<article id="d$id" class="document" data-at="$at" aria-labelledby="h$id">
<header><h3 id="h$id">$path</h3><p class="counts">$counts</p>$strip</header>
<div class="text" lang="">
$text</div>
<ol class="findings" tabindex="0" aria-label="$heading">
$findings
</ol>
</article>
""")

_ITEM = Template("""\
<li id="f$id" class="$grade" data-rule="$code" data-bin="$place"><a href="#m$id"><b>$grade</b> $code <i>$name</i> \
<span>$line:$column</span></a><p>$message</p>$advice</li>""")


def _item(finding: Finding, at: int, place: int) -> str:
    """A finding as an item of the list beside its document."""
    advice = help_for(finding)
    return _ITEM.substitute(
        id=at,
        grade=finding.severity,
        code=finding.code,
        name=finding.name,
        place=place,
        line=finding.line,
        column=finding.column,
        message=escaped(" ".join(finding.message.split())),
        advice=f'<p class="advice">{escaped(advice)}</p>' if advice else "",
    )


def _failures(failed: Iterable[InputError | RuleError]) -> str:
    """What could not be checked, if anything."""
    items = "\n".join(f"<li>{escaped(str(error))}</li>" for error in failed)
    return f'<section class="failures"><h2>Not checked</h2>\n<ul>\n{items}\n</ul></section>' if items else ""


def part(name: str) -> str:
    """A file of the page."""
    return (Path(__file__).parent / "page" / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    """The source expression of a content policy that lets this script or style through."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
