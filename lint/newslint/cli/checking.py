"""The verb `check`: documents are linted and reported."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from newslint import cache
from newslint.cli.baseline import baseline_of, told_stale
from newslint.cli.ending import Exit, counted
from newslint.cli.fixing import fixing_of
from newslint.cli.given import given
from newslint.cli.ignoring import add_ignores, ignores_of
from newslint.cli.listing import show_files, show_layout
from newslint.cli.options import ACROSS, BASELINE, DUPLICATES, FILES, FIXES, JOBS, LANGUAGE, PATHS, REPORT, SELECTION
from newslint.cli.output import check_target, format_of, opened
from newslint.cli.run import Run
from newslint.cli.said import progress, tell, tell_error
from newslint.cli.watching import watch
from newslint.errors import SettingsError
from newslint.kinds.regexes import keep_compiled
from newslint.report import reporter
from newslint.report.limit import Limited
from newslint.report.reporter import Reporter
from newslint.scan.engine import ENGINE
from newslint.settings.find import working_folder
from newslint.settings.globs import matches
from newslint.settings.keys import Settings
from newslint.settings.layers import Layers, shown
from newslint.sources.discover import STDIN
from newslint.sources.found import Source
from newslint.sources.listed import read_list

if TYPE_CHECKING:
    from newslint.linting.results import Results
    from newslint.sources.changed import Changed

BAR_FROM = 200
"""Documents from which on a person who watches is shown a progress bar."""

SHOWN = 3
"""Settings files among the documents that are named."""


@click.command()
@PATHS
@SELECTION
@LANGUAGE
@FILES
@JOBS
@DUPLICATES
@ACROSS
@FIXES
@BASELINE
@REPORT
def check(paths: tuple[str, ...], config: Path | None, isolated: bool, **options: Any) -> None:
    """Lint files, folders, globs, or standard input (`-`). Default: this folder."""
    layers = Layers(given(options), config, isolated=isolated)
    listed = options["files_from"]
    named = [*paths, *read_list(listed)] if listed else list(paths) or ["."]
    if listed == STDIN and STDIN in named:
        raise SettingsError("standard input cannot be both a document and the list of --files-from")
    settings = layers.run
    if options["show_settings"]:
        click.echo(shown(settings))
        sys.exit(Exit.CLEAN)
    if options["show_files"]:
        sys.exit(show_files(named, layers))
    if options["show_layout"]:
        sys.exit(show_layout(named, layers))
    if options["add_ignores"]:
        code, said = add_ignores(named, layers, options)
        click.echo(said, err=True)
        sys.exit(code)
    if options["watch"]:
        if STDIN in named or options["output_file"]:
            raise SettingsError("--watch is for files, and reports to the terminal")
        watch(named, layers, lambda: _check_anew(named, config, isolated, options), tell)
    sys.exit(_check(named, layers, settings, options))


def _check_anew(named: list[str], config: Path | None, isolated: bool, options: dict[str, Any]) -> Exit:
    layers = Layers(given(options), config, isolated=isolated)
    return _check(named, layers, layers.run, options)


def _check(named: list[str], layers: Layers, settings: Settings, options: dict[str, Any]) -> Exit:
    began = time.perf_counter()
    if options["max_per_rule"] and (options["statistics"] or options["diff"]):
        raise SettingsError("--max-per-rule cuts reports of findings short; there are none with --statistics or --diff")
    if options["by_file"] and not options["statistics"]:
        raise SettingsError("--by-file goes with --statistics, which then counts by file")
    form = format_of(settings, statistics=options["statistics"], by_file=options["by_file"])
    suppressed = options["report_suppressed"]
    if suppressed and form != "sarif":
        raise SettingsError("--report-suppressed goes with --output-format sarif, which can say that they are")
    fixing = fixing_of(options, named, tell)
    if options["diff_base"] and (options["fix"] or options["diff"]):
        raise SettingsError("--diff-base goes by line, and fixes move lines: fix without it")
    if settings.across and (options["fix"] or options["diff"]):
        raise SettingsError("--across tells what recurs in documents as they are: fix with --no-across")
    changed = _changed(options["diff_base"], str(working_folder())) if options["diff_base"] else None
    if elsewhere := settings.elsewhere:
        tell(elsewhere)
    with opened(options["output_file"]) as output:
        fixing.diff = output
        color = _colored(options, output)
        pages = settings.rule_pages
        made = (
            Reporter(output)
            if fixing.shows_diff
            else reporter(form, output, color, suppressed=suppressed, rule_pages=pages)
        )
        limit = Limited(made, options["max_per_rule"]) if options["max_per_rule"] else None
        baseline = baseline_of(settings)
        results = None if options["no_cache"] else _results()
        jobs = options["jobs"]
        run = Run(layers, limit or made, tell_error, fixing, baseline, ignores_of(layers), changed, results, jobs)
        run.start(settings)
        if STDIN in named:
            _lint_stdin(run, layers, options["stdin_filename"])
        sources = run.sources([path for path in named if path != STDIN])
        check_target(options["output_file"], [source.path for source in sources])
        with closing(run.lint(sources)) as done:
            for _ in _watched(done, len(sources), quiet=options["quiet"]):
                pass
        if results:
            results.close()
        keep_compiled()
        code = run.finish("never" if fixing.shows_diff else settings.fail_on, exit_zero=options["exit_zero"])
        if code is Exit.CLEAN and fixing.shows_diff and fixing.changes and not options["exit_zero"]:
            code = Exit.FINDINGS
    if run.strays and not options["quiet"]:
        tell(_unheeded(run.strays))
    if not options["quiet"] and limit and (left_out := limit.said()):
        tell(left_out)
    if not options["quiet"] and baseline is not None and (stale := told_stale(baseline)):
        tell(stale)
    if not options["quiet"] or not (run.tally.summary.documents or run.tally.summary.errors):
        checked = run.tally.summary.documents > 0
        said = [*([] if fixing.shows_diff and checked else [run.tally.said()]), *(fixing.said() if checked else [])]
        click.echo("\n".join(said), err=True)
    if not options["quiet"] and run.edges and (hint := run.edges.said()):
        tell(hint)
    if options["verbose"]:
        for line in _details(settings, run, results, time.perf_counter() - began):
            tell(line)
    return code


def _details(settings: Settings, run: Run, results: Results | None, seconds: float) -> Iterator[str]:
    """What --verbose adds: what was obeyed, and where time went."""
    yield f"settings: {settings.source or 'none'}, profile {settings.profile}; packs added: {len(settings.rules)}"
    folder = cache.cache_folder()
    known = f"{counted(results.taken, 'result')} of earlier runs" if results else "no results taken"
    yield f"cache: {folder or 'switched off'}; {known}"
    yield f"scanned with {ENGINE.name}" + (f"; {ENGINE.note}" if ENGINE.note else "")
    yield f"{counted(run.tally.summary.documents, 'text')} in {seconds:.2f} s"


def _changed(revision: str, folder: str) -> Changed:
    from newslint.sources.changed import Changed  # noqa: PLC0415  (seldom wanted)

    return Changed(revision, folder)


def _results() -> Results | None:
    if cache.cache_folder() is None:
        return None
    from newslint.linting.results import Results  # noqa: PLC0415  (not needed with --no-cache)

    return Results()


def _unheeded(strays: list[str]) -> str:
    """What is said of settings files among the documents."""
    shown = ", ".join(strays[:SHOWN]) + (f" and {len(strays) - SHOWN} more" if len(strays) > SHOWN else "")
    return (
        f"settings among the documents are not obeyed: {shown} (a run has one settings file, at or above the folder it "
        "is run in; --config names another)"
    )


def _lint_stdin(run: Run, layers: Layers, filename: str | None) -> None:
    settings = layers.of(filename or STDIN)
    if filename and settings.force_exclude and matches(filename, settings.exclude, settings.root):
        run.tally.excluded += 1
    else:
        run.lint_stdin(Source(filename or STDIN, settings))


def _colored(options: dict[str, Any], stream: TextIO) -> bool:
    if options["color"] == "auto":
        return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return bool(options["color"] == "always")


def _watched(done: Iterable[Source], total: int, *, quiet: bool) -> Iterable[Source]:
    """A progress bar on standard error where a run is long, a person is watching, and no findings scroll by."""
    if quiet or total < BAR_FROM or not sys.stderr.isatty() or sys.stdout.isatty():
        return done
    return progress(done, total)
