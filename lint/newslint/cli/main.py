"""The command: verbs and exit codes; nothing else.

`newslint PATH...` checks. Other verbs have modules of their own; a file or folder of such a name
is checked as `./test` or with `newslint check test`.
"""

from __future__ import annotations

import os
import sys
from glob import escape, glob
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newslint import __version__, cache
from newslint.cli.ending import Exit
from newslint.cli.given import given
from newslint.cli.options import SELECTION, complete_path
from newslint.cli.said import tell, tell_error
from newslint.cli.standard import Standard
from newslint.errors import NewslintError
from newslint.scan.engine import ENGINE
from newslint.settings.layers import Layers

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

TRACEBACK = "NEWSLINT_TRACEBACK"
"""Shows where newslint itself failed."""
OTHER_WORDS = {"lint": "check", "explain": "rule", "version": "--version", "help": "--help", "lsp": "server"}
"""What other tools call our verbs and options."""
MODULES = {
    "check": "checking:check",
    "test": "testing:test",
    "baseline": "baseline:baseline",
    "cache": "caching:cache_verbs",
    "init": "init:init",
    "server": "serving:server",
    "gate": "gating:gate",
}
"""Verbs that are imported where they are asked for, in this package."""


class Verbs(click.Group):
    """Takes `check` for granted where the first argument is no verb."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all verbs."""
        return sorted([*self.commands, *MODULES])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A verb by its name."""
        if cmd_name not in MODULES:
            return super().get_command(ctx, cmd_name)
        module, _, verb = MODULES[cmd_name].partition(":")
        found: click.Command = getattr(import_module(f"newslint.cli.{module}"), verb)
        return found

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `check` before arguments that begin with none of the verbs."""
        if not args and ctx.resilient_parsing:  # a shell completes the first word
            return super().parse_args(ctx, args)
        if not args or args[0] not in ("--help", "-h", "--version", "-V", *self.list_commands(ctx)):
            if args and (near := self._meant(ctx, args[0])):
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

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """What the first word may be: a verb, or an option or path of `check`. Before it is begun, a verb."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415  (for shells only)

        verbs = super().shell_complete(ctx, incomplete)
        if incomplete.startswith("-"):
            check = self.get_command(ctx, "check")
            assert check is not None
            begun = check.make_context("check", [], parent=ctx, resilient_parsing=True)
            known = {item.value for item in verbs}
            return verbs + [item for item in check.shell_complete(begun, incomplete) if item.value not in known]
        if not verbs:
            return complete_path(ctx, None, incomplete)
        return verbs + [CompletionItem(path) for path in sorted(glob(f"{escape(incomplete)}*")) if incomplete]

    def _meant(self, ctx: click.Context, word: str) -> str | None:
        """The verb that a word which names no file is perhaps a misspelling of."""
        if not word.isalpha() or os.path.lexists(word):
            return None
        from difflib import get_close_matches  # noqa: PLC0415  (seldom needed)

        return OTHER_WORDS.get(word) or next(iter(get_close_matches(word, self.list_commands(ctx), 1)), None)


@click.group(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="`newslint PATH...` is short for `newslint check PATH...`; `newslint check --help` shows its options. "
    "Exit codes: 0 nothing found, 1 findings, 2 anything else.",
)
@click.version_option(
    __version__,
    "-V",
    "--version",
    package_name="newslint",
    message="%(prog)s, version %(version)s" + (f" ({ENGINE.note})" if ENGINE.note else ""),
)
def cli() -> None:
    """A linter for ingested news text: finds what scraping, machine translation, spinning, OCR and
    wrong encodings leave in an article, line by line."""


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


def main() -> None:
    """The console command: whatever goes wrong, exit code 2 and a line, and no traceback."""
    standard = Standard()
    cache.tell = tell
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
        tell("interrupted")
        return Exit.INTERRUPTED
    except click.UsageError as error:
        if error.ctx is not None:
            click.echo(error.ctx.get_usage(), err=True)
        tell_error(error.format_message())
    except click.ClickException as error:
        tell_error(error.format_message())
    except NewslintError as error:
        tell_error(error)
    except MemoryError:
        tell_error("not enough memory")
    except OSError as error:
        tell_error(f"{error.filename}: {error.strerror}" if error.filename is not None else str(error))
    except Exception as error:  # a fault of newslint's own
        if os.environ.get(TRACEBACK):
            raise
        tell_error(f"newslint itself failed: {type(error).__name__}: {error}; {TRACEBACK}=1 shows where")
    return _flushed(Exit.TROUBLE)


def _flushed(code: int) -> int:
    """The exit code, once all is written that was to be written."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return Exit.PIPE_CLOSED
    except NewslintError as error:
        tell_error(error)
        return Exit.TROUBLE
    return code
