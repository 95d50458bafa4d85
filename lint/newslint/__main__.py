"""`newslint` and `python -m newslint`."""

import gc
import sys

INTERRUPTED = 130


def main() -> None:
    """Run the command. What it imports stays: to look for what does not would take a tenth of its start."""
    try:
        gc.disable()
        from newslint.cli.main import main as run  # noqa: PLC0415

        gc.enable()
        run()
    except KeyboardInterrupt:  # before it could be said
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
