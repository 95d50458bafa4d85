"""The verb `test`: the examples of rules are run."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from newslint.cli.ending import Exit, counted
from newslint.cli.given import given
from newslint.cli.options import LANGUAGETOOL


@click.command()
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
    click.echo(f"{count - len(failed)} of {count} examples of {counted(len(loaded), 'rule')} hold.", err=True)
    if len(loaded) < len(named):
        left = counted(len(named) - len(loaded), "rule")
        click.echo(f"newslint: {left} of LanguageTool not tested: add --languagetool", err=True)
    sys.exit(Exit.FINDINGS if failed else Exit.CLEAN if loaded else Exit.TROUBLE)
