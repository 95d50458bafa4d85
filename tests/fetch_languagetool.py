"""Fetch LanguageTool from Maven Central into a folder: `python tests/fetch_languagetool.py [FOLDER]`.

The server with English, and with the three languages that its language identifier names. Some 90 MB; fetched
once and kept in the user's cache folder. Needs Maven (`mvn`). Prints the folder.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from filelock import FileLock
from platformdirs import user_cache_path

VERSION = "6.6"
ARTIFACTS = ("languagetool-server", "language-en", "language-es", "language-ca", "language-pt")
PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"

DEPENDENCY = """<dependency><groupId>org.languagetool</groupId><artifactId>{}</artifactId><version>{}</version>
<exclusions><exclusion><groupId>org.languagetool</groupId><artifactId>language-all</artifactId></exclusion></exclusions>
</dependency>"""
PROJECT = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>newslint</groupId><artifactId>languagetool</artifactId><version>1</version><packaging>pom</packaging>
<dependencies>{}</dependencies></project>"""


def fetch(folder: Path) -> Path:
    """Put the jars into `folder/libs`, unless they are there. Raises CalledProcessError with what Maven said.

    Of several processes one fetches, and the others wait for it.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{folder}.lock"), tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        if (folder / "libs").is_dir():
            return folder
        project = Path(scratch) / "pom.xml"
        project.write_text(PROJECT.format("".join(DEPENDENCY.format(name, VERSION) for name in ARTIFACTS)))
        command = ["mvn", "-q", "-B", "-f", str(project), PLUGIN, f"-DoutputDirectory={scratch}/fetched/libs"]
        subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        os.replace(Path(scratch) / "fetched", folder)  # whole or not at all
    return folder


def default_folder() -> Path:
    return user_cache_path("newslint", appauthor=False) / f"languagetool-{VERSION}"


def missing() -> str | None:
    """Why a server cannot be run here, or None."""
    needed = ["java"] if (default_folder() / "libs").is_dir() else ["java", "mvn"]
    absent = [program for program in needed if shutil.which(program) is None]
    return f"no {' and no '.join(absent)} on the PATH" if absent else None


if __name__ == "__main__":
    print(fetch(Path(sys.argv[1]) if len(sys.argv) > 1 else default_folder()))
