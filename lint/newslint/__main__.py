"""`python -m newslint`."""

from newslint.cli.main import main

if __name__ == "__main__":
    main()
