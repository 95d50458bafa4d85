"""The command line's options."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from newslint.cli.given import checked, codes, no_dash, per_file
from newslint.report import FORMATS
from newslint.rule.declaration import SEVERITIES
from newslint.settings.keys import Language, bytes_of, check_encoding

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Decorator = Callable[[Callable[..., None]], Callable[..., None]]


def complete_path(ctx: click.Context, parameter: click.Parameter | None, incomplete: str) -> list[CompletionItem]:
    """Has the shell complete a path, as it completes one elsewhere."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415  (for shells only)

    return [CompletionItem(incomplete, type="file")]


PATHS = click.argument("paths", nargs=-1, metavar="[PATH]...", shell_complete=complete_path)


def _group(*options: Decorator) -> Decorator:
    def add(function: Callable[..., None]) -> Callable[..., None]:
        for option in reversed(options):
            function = option(function)
        return function

    return add


def _selectors(name: str, help: str) -> Decorator:
    return click.option(name, multiple=True, callback=codes, metavar="CODE", help=help)


def _switch(name: str, help: str) -> Decorator:
    return click.option(name, is_flag=True, default=None, help=help)


_LANGUAGETOOL = (
    click.option(
        "--languagetool/--no-languagetool",
        default=None,
        help="Run rules of LanguageTool too (needs Java). [off, or what NEWSLINT_LANGUAGETOOL says]",
    ),
    click.option(
        "--languagetool-server",
        metavar="WHERE",
        help="Run them with this LanguageTool: the URL of a server, a folder, or a class path.",
    ),
)
LANGUAGETOOL = _group(*_LANGUAGETOOL)

SELECTION = _group(
    _selectors("--select", "Run only these rules: codes, beginnings of codes, names, or ALL."),
    _selectors("--ignore", "Do not run these rules."),
    _selectors("--extend-select", "Run these rules too."),
    _selectors("--extend-ignore", "Do not run these rules either."),
    click.option("--rules", multiple=True, metavar="PATH", help="Add a rule pack: a YAML file or a folder."),
    _switch("--preview", "Run rules in preview too."),
    *_LANGUAGETOOL,
    click.option(
        "--config",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Use this settings file, not the one at or above this folder.",
    ),
    click.option("--isolated", is_flag=True, help="Use no settings file."),
)

LANGUAGE = click.option(
    "--language",
    type=click.Choice(get_args(Language)),
    help="`any`: take every text for English, whatever it is in. [auto]",
)

DISCOVERY = _group(
    click.option(
        "--include", multiple=True, metavar="GLOB", help="Read these files in folders. [*.txt *.text *.md ...]"
    ),
    click.option(
        "--exclude",
        "--extend-exclude",
        "exclude",
        multiple=True,
        metavar="GLOB",
        help="Leave these files and folders out.",
    ),
    _switch("--force-exclude", "Leave excluded files out even if they are named."),
    click.option(
        "--respect-gitignore/--no-respect-gitignore",
        default=None,
        help="In a git checkout, leave out what .gitignore names. [on]",
    ),
    click.option(
        "--encoding",
        callback=checked(check_encoding),
        metavar="NAME",
        help="The documents' encoding. [UTF-8 or a byte order mark's]",
    ),
    click.option(
        "--max-size",
        callback=checked(bytes_of),
        metavar="SIZE",
        help="The largest document to read, such as 500 MB. [64 MB]",
    ),
    click.option(
        "--text-field",
        multiple=True,
        metavar="NAME",
        help="The field of records (.jsonl, .csv, .parquet …) that holds text. [text, content, body … and title]",
    ),
    click.option("--id-field", metavar="NAME", help="The field that names a record. [id, url …]"),
)

FILES = _group(
    DISCOVERY,
    click.option("--stdin-filename", metavar="PATH", help="The name of what comes on standard input (`-`)."),
    click.option(
        "--files-from", metavar="FILE", help="Read the paths to check from this file (`-`: standard input), one a line."
    ),
    click.option(
        "--diff-base",
        metavar="REV",
        help="Report only what stands on lines changed since this git revision, or since branching off from it.",
    ),
    click.option("--watch", is_flag=True, help="Check again whenever something is saved, until Ctrl-C."),
    click.option("--no-cache", is_flag=True, help="Take no results of earlier runs from the cache, and keep none."),
    click.option("--show-files", is_flag=True, help="List the files that would be linted."),
    click.option("--show-layout", is_flag=True, help="Say of each text how it is set, and in which language."),
    click.option("--show-settings", is_flag=True, help="Show the settings of the run, as TOML."),
)

JOBS = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Check with N processes. [one a core where that pays; one with LanguageTool]",
)

ACROSS = click.option(
    "--across/--no-across",
    default=None,
    help="Report what recurs in many documents of the run, too (BP301), in at least 5 and 1%. [off; on in the gate]",
)

DUPLICATES = _switch(
    "--duplicates", "Find texts that stood before in the run, word for word or nearly so (DUP101, DUP102)."
)

BASELINE = click.option(
    "--baseline", type=click.Path(dir_okay=False), metavar="FILE", help="Accept the findings that this file holds."
)

FIXES = _group(
    click.option("--fix", is_flag=True, help="Apply safe fixes to the files, and report what is left."),
    click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: take fixes that may change meaning, too."),
    click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing; exit with 1 if any."),
)

REPORTED = _group(
    click.option(
        "--per-file-ignores",
        multiple=True,
        callback=per_file,
        metavar="GLOB:CODE",
        help="Do not report these rules for these files.",
    ),
    click.option(
        "--inline-ignores/--no-inline-ignores",
        default=None,
        help="Obey suppressions within documents: comments `newslint: ignore[CODE]`, and [sic]. [off]",
    ),
)

REPORT = _group(
    REPORTED,
    click.option(
        "--add-ignores", is_flag=True, help="Write what is found into .newslint-ignore.yaml, to stand from now on."
    ),
    click.option(
        "--fail-on",
        type=click.Choice([*reversed(SEVERITIES), "never"]),
        help="The mildest finding that makes the run fail. [warning]",
    ),
    click.option("--exit-zero", is_flag=True, help="Exit with 0 where there are findings (still 2 on trouble)."),
    click.option(
        "--output-format", type=click.Choice(list(FORMATS)), help="How to report. [full; github in GitHub Actions]"
    ),
    click.option(
        "-o",
        "--output-file",
        type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
        callback=no_dash,
        help="Write the report to a file.",
    ),
    click.option(
        "--max-per-rule",
        type=click.IntRange(min=1),
        metavar="N",
        help="Report N findings of a rule at most; count all.",
    ),
    click.option("--statistics", is_flag=True, help="Report only how often each rule was found (text, json, jsonl)."),
    click.option("--by-file", is_flag=True, help="With --statistics: how many findings each file holds."),
    click.option("--report-suppressed", is_flag=True, help="Report suppressed findings, too, marked as such (sarif)."),
    click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        show_default=True,
        help="Colour in the report.",
    ),
    click.option("-v", "--verbose", is_flag=True, help="Say what was obeyed, and where time went."),
    click.option("-q", "--quiet", is_flag=True, help="No summary on standard error; errors are still told."),
)
