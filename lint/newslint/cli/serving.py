"""The verb `server`: editors are served over LSP on standard input and output."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from newslint.cli.given import given
from newslint.cli.options import BASELINE, REPORTED, SELECTION
from newslint.cli.said import tell
from newslint.errors import SettingsError


@click.command("server")
@SELECTION
@BASELINE
@REPORTED
def server(config: Path | None, isolated: bool, **options: Any) -> None:
    """Serve an editor: findings as one types, over LSP on standard input and output."""
    try:
        from newslint.server.desk import Desk  # noqa: PLC0415  (an extra, and slow to import)
        from newslint.server.features import serve  # noqa: PLC0415
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise SettingsError("`newslint server` needs pygls: pip install 'newslint[server]'") from None
    if sys.stdin.isatty():
        tell("an editor is to start this command and speak LSP with it; Ctrl-C ends it")
    serve(Desk(given(options), config, isolated=isolated))
