"""The report of the gate, for programs and for people."""

from __future__ import annotations

from html import escape
from typing import Any

import msgspec

from newslint.gate.tally import TWICE, Tally

CHIEF = 3
"""Reasons shown of each file."""
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}"
    "table{border-collapse:collapse;margin:1rem 0}td,th{padding:.2rem .8rem .2rem 0;text-align:left;vertical-align:top}"
    "td:first-child{text-align:right;font-variant-numeric:tabular-nums}code{font-size:.9em}"
)


def as_json(total: Tally, by_file: dict[str, Tally]) -> str:
    """The counts, in all and by file, as JSON."""
    value: dict[str, Any] = {"total": _counts(total), "files": {file: _counts(one) for file, one in by_file.items()}}
    return msgspec.json.format(msgspec.json.encode(value)).decode() + "\n"


def _counts(tally: Tally) -> dict[str, Any]:
    value: dict[str, Any] = msgspec.to_builtins(tally)
    value["reasons"] = dict(tally.reasons.most_common())
    value["rules"] = dict(tally.rules.most_common())
    return {"records": tally.records, **value}


def as_html(total: Tally, by_file: dict[str, Tally], names: dict[str, str]) -> str:
    """One page that needs nothing else: how many, why, by file, and samples of each reason. `names` are of rules."""
    parts = [
        "<!doctype html><html lang=en><meta charset=utf-8><title>newslint gate</title>",
        "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<style>{_STYLE}</style><h1>What the gate did</h1><p>{escape(in_words(total))}</p>",
        "<h2>Why</h2>",
        _table(
            ["records", "reason", ""],
            [[f"{count:,}", reason, names.get(reason, "")] for reason, count in total.reasons.most_common()],
        ),
        "<h2>By file</h2>",
        _table(
            ["accepted", "rejected", "malformed", "file", "chiefly"],
            [
                [f"{one.accepted:,}", f"{one.rejected:,}", f"{one.malformed:,}", file, _chiefly(one)]
                for file, one in by_file.items()
            ],
        ),
        "<h2>Samples</h2>",
    ]
    for reason, samples in sorted(total.samples.items(), key=lambda item: (-total.reasons[item[0]], item[0])):
        parts.append(f"<h3>{escape(reason)} {escape(names.get(reason, ''))}</h3><ul>")
        parts += [
            f"<li><code>{escape(sample.place)}</code> {escape(sample.id)} {escape(sample.said)}" for sample in samples
        ]
        parts.append("</ul>")
    return "\n".join(parts) + "\n"


def _chiefly(tally: Tally) -> str:
    """The reasons that a file's records are rejected for most often."""
    return ", ".join(f"{reason} ({count:,})" for reason, count in tally.reasons.most_common(CHIEF))


def _table(heads: list[str], rows: list[list[str]]) -> str:
    head = "".join(f"<th scope=col>{escape(cell)}" for cell in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}" for cell in row) for row in rows)
    return f"<table><tr>{head}{body}</table>"


def in_words(tally: Tally) -> str:
    """The counts in a sentence, whose sum is shown to hold."""
    parts = f"{tally.accepted:,} accepted + {tally.rejected:,} rejected + {tally.malformed:,} malformed"
    share = f" ({tally.rejected / tally.records:.1%} rejected)" if tally.records else ""
    more = [
        *([f"{tally.mended:,} accepted ones were mended"] if tally.mended else []),
        *([f"{tally.twice:,} {'has' if tally.twice == 1 else 'have'} {TWICE} in the same file"] if tally.twice else []),
    ]
    return f"{tally.records:,} records = {parts}{share}" + "".join(f"; {said}" for said in more) + "."
