"""The command: verbs and exit codes; nothing else.

`newslint PATH...` checks. The other verbs are `rule`, `rules` and `test`; a file or folder of such a name
is checked as `./test` or with `newslint check test`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import urlsplit

import click

from newslint import cache
from newslint.cli.baseline import baseline_of, keep_baseline, told_stale
from newslint.cli.fixing import fixing_of
from newslint.cli.options import BASELINE, DISCOVERY, FILES, FIXES, LANGUAGETOOL, REPORT, SELECTION, given
from newslint.cli.output import check_target, format_of, opened
from newslint.cli.run import Exit, Run
from newslint.cli.standard import Standard
from newslint.errors import InputError, NewslintError, PackError, SettingsError
from newslint.report import reporter
from newslint.report.display import harmless, one_line, unmarked, visible
from newslint.report.limit import Limited
from newslint.report.reporter import Reporter
from newslint.settings.globs import matches
from newslint.settings.keys import Settings, is_url
from newslint.settings.layers import Layers, shown
from newslint.sources.discover import STDIN, discover
from newslint.sources.found import Source
from newslint.sources.listed import read_list

BAR_FROM = 200
"""Documents from which on a person who watches is shown a progress bar."""

SHOWN = 3
"""Settings files among the documents that are named."""
LOCAL = ("localhost", "127.0.0.1", "::1")
"""The names of this machine."""
TRACEBACK = "NEWSLINT_TRACEBACK"
"""Shows where newslint itself failed."""
OTHER_WORDS = {"lint": "check", "explain": "rule", "version": "--version", "help": "--help"}
"""What other tools call our verbs and options."""


class Verbs(click.Group):
    """Takes `check` for granted where the first argument is no verb."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `check` before arguments that begin with none of the verbs."""
        if not args or args[0] not in ("--help", "-h", "--version", "-V", *self.commands):
            if args and (near := self._meant(args[0])):
                raise click.UsageError(f"no such file or folder: {args[0]}; did you mean `newslint {near}`?")
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> None:
        """Run a verb. Where the reader of standard output has gone, end as other filters do."""
        try:
            super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:  # click itself would say that there were findings
            sys.exit(Exit.PIPE_CLOSED)

    def _meant(self, word: str) -> str | None:
        """The verb that a word which names no file is perhaps a misspelling of."""
        if not word.isalpha() or os.path.lexists(word):
            return None
        return OTHER_WORDS.get(word) or next(iter(get_close_matches(word, [*self.commands], 1)), None)


@click.group(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="`newslint PATH...` is short for `newslint check PATH...`; `newslint check --help` shows its options. "
    "Exit codes: 0 nothing found, 1 findings, 2 anything else.",
)
@click.version_option(None, "-V", "--version", package_name="newslint")
def cli() -> None:
    """A linter for ingested news text: finds what scraping, machine translation, spinning, OCR and
    wrong encodings leave in an article, line by line."""


@cli.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@SELECTION
@FILES
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
        sys.exit(_show_files(named, layers))
    sys.exit(_check(named, layers, settings, options))


def _check(named: list[str], layers: Layers, settings: Settings, options: dict[str, Any]) -> Exit:
    if options["max_per_rule"] and (options["statistics"] or options["diff"]):
        raise SettingsError("--max-per-rule cuts reports of findings short; there are none with --statistics or --diff")
    form = format_of(settings, statistics=options["statistics"])
    fixing = fixing_of(options, named, _tell)
    _tell_where_text_goes(settings)
    with opened(options["output_file"]) as output:
        fixing.diff = output
        made = Reporter(output) if fixing.shows_diff else reporter(form, output, _colored(options, output))
        limit = Limited(made, options["max_per_rule"]) if options["max_per_rule"] else None
        baseline = baseline_of(settings)
        run = Run(layers, limit or made, _error, fixing, baseline)
        run.start(settings)
        if STDIN in named:
            _lint_stdin(run, layers, options["stdin_filename"])
        sources = run.sources([path for path in named if path != STDIN])
        check_target(options["output_file"], [source.path for source in sources])
        for _ in _watched(run.lint(sources), len(sources), quiet=options["quiet"]):
            pass
        code = run.finish("never" if fixing.shows_diff else settings.fail_on, exit_zero=options["exit_zero"])
        if code is Exit.CLEAN and fixing.shows_diff and fixing.changes and not options["exit_zero"]:
            code = Exit.FINDINGS
    if run.strays and not options["quiet"]:
        _tell(_unheeded(run.strays))
    if not options["quiet"] and limit and (left_out := limit.said()):
        _tell(left_out)
    if not options["quiet"] and baseline is not None and (stale := told_stale(baseline)):
        _tell(stale)
    if not options["quiet"] or not (run.summary.documents or run.summary.errors):
        checked = run.summary.documents > 0
        said = [*([] if fixing.shows_diff and checked else [run.ended()]), *(fixing.said() if checked else [])]
        click.echo("\n".join(said), err=True)
    return code


def _unheeded(strays: list[str]) -> str:
    """What is said of settings files among the documents."""
    shown = ", ".join(strays[:SHOWN]) + (f" and {len(strays) - SHOWN} more" if len(strays) > SHOWN else "")
    return (
        f"settings among the documents are not obeyed: {shown} (a run has one settings file, at or above the folder it "
        "is run in; --config names another)"
    )


def _tell_where_text_goes(settings: Settings) -> None:
    """Say so where a settings file has named a server that is not on this machine."""
    where = settings.languagetool
    if is_url(where) and where == settings.server and urlsplit(str(where)).hostname not in LOCAL:
        _tell(f"the text goes to {where}, named by {settings.place('server')}")


def _show_files(named: list[str], layers: Layers) -> Exit:
    found = list(discover([path for path in named if path != STDIN], layers))
    for source in found:
        if isinstance(source, Source):
            click.echo(harmless(visible(source.path)))
        elif isinstance(source, InputError):
            _error(source)
    return Exit.TROUBLE if any(isinstance(source, InputError) for source in found) else Exit.CLEAN


def _lint_stdin(run: Run, layers: Layers, filename: str | None) -> None:
    settings = layers.of(filename or STDIN)
    if filename and settings.force_exclude and matches(filename, settings.exclude, settings.root):
        run.excluded += 1
    else:
        run.lint_stdin(Source(filename or STDIN, settings))


def _colored(options: dict[str, Any], stream: TextIO) -> bool:
    if options["color"] == "auto":
        return stream.isatty() and not os.environ.get("NO_COLOR")
    return bool(options["color"] == "always")


def _error(error: Exception | str) -> None:
    """Say what is wrong: a line each for mistakes of a pack, else one line."""
    for reason in error.mistakes if isinstance(error, PackError) else [error]:
        _tell(f"error: {reason}")


def _tell(text: str) -> None:
    """A line on standard error, in which paths and texts speak to no terminal and to no runner of a CI service."""
    click.echo(f"newslint: {unmarked(one_line(text))}", err=True)


def _watched(done: Iterable[Source], total: int, *, quiet: bool) -> Iterable[Source]:
    """A progress bar on standard error where a run is long, a person is watching, and no findings scroll by."""
    if quiet or total < BAR_FROM or not sys.stderr.isatty() or sys.stdout.isatty():
        return done
    return _bar(done, total)


def _bar(done: Iterable[Source], total: int) -> Iterable[Source]:
    with click.progressbar(done, length=total, label="newslint", file=sys.stderr) as bar:
        yield from bar


@cli.command()
@click.argument("selectors", metavar="CODE...", nargs=-1, required=True)
@SELECTION
def rule(selectors: tuple[str, ...], config: Path | None, isolated: bool, **options: Any) -> None:
    """Explain rules (by code, beginning of a code, or name): what they find, why, examples."""
    from newslint.cli.explain import explain  # noqa: PLC0415

    click.echo(explain(selectors, Layers(given(options), config, isolated=isolated).run))


@cli.command()
@SELECTION
@click.option("--profile", is_flag=True, help="List the rules that look at every document.")
@click.option("--output-format", "form", type=click.Choice(["text", "json"]), default="text", help="[text]")
def rules(config: Path | None, isolated: bool, profile: bool, form: str, **options: Any) -> None:
    """List the rules that are selected."""
    from newslint.cli.explain import as_json, listed, listing  # noqa: PLC0415

    found = listed(Layers(given(options), config, isolated=isolated).run, profile=profile)
    if found or form == "json":
        click.echo(as_json(found) if form == "json" else listing(found))
    else:
        click.echo("newslint: none of the rules selected looks at every document", err=True)


@cli.command()
@click.argument("packs", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[PACK]...")
@LANGUAGETOOL
def test(packs: tuple[Path, ...], **options: Any) -> None:
    """Run every example of rule packs (default: the shipped ones)."""
    from newslint.kinds.languagetool import LanguageToolRule  # noqa: PLC0415
    from newslint.linting.selftest import examples, failures  # noqa: PLC0415
    from newslint.packs.library import rules_to_test  # noqa: PLC0415

    where = given(options).get("languagetool", False)
    named = rules_to_test(packs)
    loaded = [rule for rule in named if where or not isinstance(rule.rule, LanguageToolRule)]
    failed = [str(failure) for failure in failures(loaded, where)]
    click.echo("".join(f"{failure}\n" for failure in failed), nl=False)
    count = sum(1 for rule in loaded for _ in examples(rule))
    rules = f"{len(loaded)} rule{'s' if len(loaded) != 1 else ''}"
    click.echo(f"{count - len(failed)} of {count} examples of {rules} hold.", err=True)
    if len(loaded) < len(named):
        left = len(named) - len(loaded)
        rules = f"{left} rule{'s' if left != 1 else ''} of LanguageTool"
        click.echo(f"newslint: {rules} not tested: add --languagetool", err=True)
    sys.exit(Exit.FINDINGS if failed else Exit.CLEAN if loaded else Exit.TROUBLE)


@cli.command("baseline")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--prune", is_flag=True, help="Take out what is found no more, and add nothing.")
@BASELINE
@SELECTION
@DISCOVERY
def baseline_verb(paths: tuple[str, ...], prune: bool, config: Path | None, isolated: bool, **options: Any) -> None:
    """Record today's findings as accepted, so that only new ones are reported."""
    layers = Layers(given(options), config, isolated=isolated)
    code, said = keep_baseline(list(paths) or ["."], layers, _error, prune=prune)
    click.echo(said, err=True)
    sys.exit(code)


@cli.group("cache")
def cache_verbs() -> None:
    """The cache of compiled rules: where it is, emptied, filled."""


@cache_verbs.command("dir")
def cache_dir() -> None:
    """Print the cache's folder."""
    click.echo(_cache_folder())


@cache_verbs.command("clear")
def cache_clear() -> None:
    """Delete what is kept; it is made anew where it is needed."""
    gone = cache.clear()
    click.echo(f"Deleted {gone} file{'s' if gone != 1 else ''} from {_cache_folder()}.", err=True)


@cache_verbs.command("warm")
def cache_warm() -> None:
    """Compile the shipped rules now, for example when an image is built, so that no run has to."""
    from newslint.linting.linter import Linter  # noqa: PLC0415
    from newslint.packs.library import Library  # noqa: PLC0415

    _cache_folder()
    library = Library()
    Linter(library.select(Settings()), groups=library.groups)


def _cache_folder() -> Path:
    folder = cache.cache_folder()
    if folder is None:
        raise SettingsError(f"the cache is switched off: {cache.VARIABLE} is empty")
    return folder


def main() -> None:
    """The console command: whatever goes wrong, exit code 2 and a line, and no traceback."""
    standard = Standard()
    cache.tell = _tell
    code = _run()
    if standard.silent and code in (Exit.CLEAN, Exit.FINDINGS):
        code = Exit.TROUBLE  # what was to be said could not be
    sys.exit(code)


def _run() -> int:
    try:
        cli.main(prog_name="newslint", standalone_mode=False)
        sys.stdout.flush()
        return Exit.CLEAN
    except SystemExit as end:
        return _flushed(end.code if isinstance(end.code, int) else Exit.CLEAN)
    except BrokenPipeError:
        return Exit.PIPE_CLOSED
    except (KeyboardInterrupt, click.Abort):
        _tell("interrupted")
        return Exit.INTERRUPTED
    except click.UsageError as error:
        if error.ctx is not None:
            click.echo(error.ctx.get_usage(), err=True)
        _error(error.format_message())
    except click.ClickException as error:
        _error(error.format_message())
    except NewslintError as error:
        _error(error)
    except MemoryError:
        _error("not enough memory")
    except OSError as error:
        _error(f"{error.filename}: {error.strerror}" if error.filename is not None else str(error))
    except Exception as error:  # a fault of newslint's own
        if os.environ.get(TRACEBACK):
            raise
        _error(f"newslint itself failed: {type(error).__name__}: {error}; {TRACEBACK}=1 shows where")
    return _flushed(Exit.TROUBLE)


def _flushed(code: int) -> int:
    """The exit code, once all is written that was to be written."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return Exit.PIPE_CLOSED
    except NewslintError as error:
        _error(error)
        return Exit.TROUBLE
    return code
