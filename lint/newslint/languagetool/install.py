"""Where LanguageTool is: a folder, a class path, or what language-tool-python has downloaded or now downloads."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from newslint.errors import SettingsError

JARS = ("languagetool-server.jar", "languagetool.jar")
FOLDER_VARIABLE = "LTP_JAR_DIR_PATH"
"""The variable by which language-tool-python, too, is told the folder."""


def java() -> str:
    """The Java program. Raises SettingsError where there is none."""
    found = shutil.which("java")
    if found is None:
        raise SettingsError(
            "LanguageTool needs Java 17 or newer and no `java` is on the PATH; install it, or name a server that "
            "runs already with --languagetool-server URL"
        )
    return found


def class_path(where: str | None) -> str:
    """The class path of LanguageTool: of a folder, `where` itself if it is one, or of what is installed.

    Raises SettingsError where there is no LanguageTool, or it cannot be downloaded.
    """
    if where is None and (folder := os.environ.get(FOLDER_VARIABLE)):
        if not os.path.isdir(folder):
            raise SettingsError(f"LanguageTool: {FOLDER_VARIABLE} names no folder: {folder}")
        where = folder
    if where is None:
        return _of_folder(_downloaded())
    if os.path.isdir(where):
        return _of_folder(Path(where).absolute())
    entries = where.split(os.pathsep)
    if not all(Path(entry.removesuffix("*") or ".").exists() for entry in entries):
        raise SettingsError(f"LanguageTool: no such folder, jar or class path: {where}; a URL begins with http://")
    return os.pathsep.join(os.path.abspath(entry) for entry in entries)


def _of_folder(folder: Path) -> str:
    """A release (a jar with `libs` beside it) or any folder of jars."""
    found = [str(folder / jar) for jar in JARS if (folder / jar).exists()][:1]
    found += [str(jars / "*") for jars in (folder / "libs", folder) if any(jars.glob("*.jar"))][:1]
    if not found:
        raise SettingsError(f"LanguageTool: no jar in {folder}; name a folder that holds {JARS[0]} or `libs`")
    return os.pathsep.join(found)


def _downloaded() -> Path:
    from language_tool_python.download_lt import LocalLanguageTool  # noqa: PLC0415

    try:
        latest = LocalLanguageTool.get_latest_installed_version() or LocalLanguageTool.from_version_name()
        latest.download()
        return latest.get_directory_path()
    except Exception as error:  # the network, the disk, Java's version: each raises its own
        raise SettingsError(
            f"LanguageTool is not installed and cannot be downloaded: {error}; name its folder or a running server "
            "with --languagetool-server"
        ) from None
