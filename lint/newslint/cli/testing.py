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
@click.option("--untried", is_flag=True, help="Name regexes that no bad example needs, and fail where there are any.")
@LANGUAGETOOL
def test(packs: tuple[Path, ...], untried: bool, **options: Any) -> None:
    """Run every example of rule packs (default: the shipped ones)."""
    from newslint.kinds.languagetool import LanguageToolRule  # noqa: PLC0415
    from newslint.linting import selftest  # noqa: PLC0415
    from newslint.packs.library import rules_to_test  # noqa: PLC0415

    where = given(options).get("languagetool", False)
    named = rules_to_test(packs)
    loaded = [rule for rule in named if where or not isinstance(rule.rule, LanguageToolRule)]
    failed = [str(failure) for failure in selftest.failures(loaded, where)]
    found = [*failed, *(map(str, selftest.untried(loaded)) if untried else ())]
    click.echo("".join(f"{line}\n" for line in found), nl=False)
    count = sum(1 for rule in loaded for _ in selftest.examples(rule))
    click.echo(f"{count - len(failed)} of {count} examples of {counted(len(loaded), 'rule')} hold.", err=True)
    if len(loaded) < len(named):
        left = counted(len(named) - len(loaded), "rule")
        click.echo(f"newslint: {left} of LanguageTool not tested: add --languagetool", err=True)
    sys.exit(Exit.FINDINGS if found else Exit.CLEAN if loaded else Exit.TROUBLE)
