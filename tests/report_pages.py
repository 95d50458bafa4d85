"""Pages of the format `html` made for tests: hostile words, and very many findings."""

from __future__ import annotations

import io

from awkward_findings import RULES

from newslint.errors import InputError
from newslint.linting.finding import Excerpt, Finding
from newslint.report import reporter
from newslint.report.reporter import Summary
from newslint.rule.declaration import LoadedRule
from newslint.text.document import Document

HOSTILE = (
    "</script><script>window.harmed=1</script> <img src=x onerror='window.harmed=1'> &amp; <b>bold</b>\r\n"
    "<style>*{display:none}</style> ]]> <!-- documents --> $title ##[error] \u202eevil\u202c \x00\x1b[2J\n"
    "javascript:window.harmed=1 \" onmouseover=window.harmed=1 x='\n\ncaf\ud83d 🎉 北京市\u2028end\n"
)


def finding(document: Document, loaded: LoadedRule, start: int, end: int, message: str = "a fault") -> Finding:
    found = loaded.rule
    return Finding(
        document.path, *document.position(start), *document.position(end), found.code, found.name, found.severity,
        message, document.source[start:end], None, (), None, start, end, Excerpt("", 1),
    )  # fmt: skip


def page(documents: list[tuple[Document, list[Finding]]], failures: tuple[InputError, ...] = ()) -> str:
    stream = io.StringIO()
    made = reporter("html", stream)
    made.start(RULES)
    summary = Summary(rules=len(RULES), errors=len(failures))
    for document, findings in documents:
        made.document(document, findings)
        summary.documents += 1
        summary.findings.update(found.severity for found in findings)
    for failure in failures:
        made.failed(failure)
    made.finish(summary)
    return stream.getvalue()


def hostile() -> str:
    """A document, its path, its messages and a failure that all try to break out, and spans that overlap."""
    document = Document(HOSTILE, "a\"><script>window.harmed=1</script>/b'\u202e.txt")
    at = HOSTILE.index("\r\n")
    spans = [
        (0, 9),
        (3, 40),
        (3, 12),
        (at, at + 2),
        (90, 130),
        (120, 121),
        (150, 150),
        (len(HOSTILE) - 1, len(HOSTILE)),
    ]
    found = [finding(document, RULES[i % 4], *span, message=HOSTILE) for i, span in enumerate(sorted(spans))]
    found.append(finding(document, RULES[0], 0, len(HOSTILE)))
    return page([(document, found)], (InputError("<i>x</i>", "<script>window.harmed=1</script>"),))


def large(documents: int = 1000, each: int = 10) -> str:
    """Very many findings."""
    made = []
    for number in range(documents):
        text = "\n\n".join(
            f"Paragraph {at} of the story says word{at} and a good deal more of it. " * 3 for at in range(each)
        )
        document = Document(text, f"news/{number:04}.txt")
        starts = [text.index(f"word{at} ") for at in range(each)]
        made.append((document, [finding(document, RULES[at % 4], start, start + 5) for at, start in enumerate(starts)]))
    return page(made)
