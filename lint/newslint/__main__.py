"""`newslint` and `python -m newslint`."""

import gc


def main() -> None:
    """Run the command. What it imports stays: to look for what does not would take a tenth of its start."""
    gc.disable()
    from newslint.cli.main import main as run  # noqa: PLC0415

    gc.enable()
    run()


if __name__ == "__main__":
    main()
