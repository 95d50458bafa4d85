"""What the command line says, as settings have it: the values of options, each checked, and which were given."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from newslint.errors import SettingsError
from newslint.settings.keys import Settings

VARIABLE = "NEWSLINT_LANGUAGETOOL"
"""Switches LanguageTool on where the command line says nothing: `1`, or where it is."""


def codes(_ctx: click.Context, _param: click.Parameter, values: Sequence[str]) -> tuple[str, ...] | None:
    """Comma-separated selectors, given once or more often."""
    return tuple(code.strip() for value in values for code in value.split(",") if code.strip()) or None


def per_file(_ctx: click.Context, _param: click.Parameter, values: Sequence[str]) -> dict[str, tuple[str, ...]] | None:
    """`GLOB:CODE[,CODE]` pairs."""
    found: dict[str, tuple[str, ...]] = {}
    for value in values:
        glob, colon, selectors = value.rpartition(":")
        if not colon:
            raise click.BadParameter(f"{value!r} is not GLOB:CODE")
        found[glob] = (*found.get(glob, ()), *(code.strip() for code in selectors.split(",")))
    return found or None


def checked(check: Callable[[str], object]) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """A value of which `check` raises ValueError where it is none."""

    def passed(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
        try:
            if value is not None:
                check(value)
        except ValueError as error:
            raise click.BadParameter(str(error)) from None
        return value

    return passed


def no_dash(_ctx: click.Context, _param: click.Parameter, value: Path | None) -> Path | None:
    """A file to write; `-` is standard output, as where no file is named."""
    return None if value == Path("-") else value


def no_nan(_ctx: click.Context, _param: click.Parameter, value: float | None) -> float | None:
    """A number: no NaN, of which nothing is more or less."""
    if value is not None and value != value:
        raise click.BadParameter("nan is no number")
    return value


def given(options: Mapping[str, Any]) -> dict[str, Any]:
    """The settings that the command line names, by field name; packs as absolute paths."""
    named = {key: options[key] for key in Settings.__struct_fields__ if options.get(key) not in (None, ())}
    if "rules" in named:
        for path in named["rules"]:
            if not Path(path).exists():
                raise SettingsError(f"--rules {path}: no such file or folder")
        named["rules"] = tuple(str(Path(path).resolve()) for path in named["rules"])
    if "baseline" in named:
        named["baseline"] = os.path.abspath(named["baseline"])
    if named.get("languagetool") is not False:
        wish = options.get("languagetool_server")
        if wish is None and "languagetool" not in named:
            wish = _of_environment()
        if wish is not None:
            named["languagetool"] = wish
    return named


def _of_environment() -> bool | str | None:
    """What NEWSLINT_LANGUAGETOOL says: whether LanguageTool is asked, or where it is."""
    said = os.environ.get(VARIABLE, "")
    return {"": None, "0": False, "false": False, "1": True, "true": True}.get(said.lower(), said)
