"""`newslint` and `python -m newslint`."""

import gc
import sys

INTERRUPTED = 130
MANY = 200_000
"""Objects that are made and stay, before it is looked for such as hold each other: what a run lets go of does not."""


def main() -> None:
    """Run the command. What it imports stays: to look for what does not would take a tenth of its start, and as much
    again when it ends."""
    try:
        gc.disable()
        from newslint.cli.main import main as run  # noqa: PLC0415

        gc.set_threshold(MANY)
        gc.enable()
        run()
    except KeyboardInterrupt:  # before it could be said
        sys.exit(INTERRUPTED)
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()
