"""`python -m macros` runs the commands."""

from macros.cli import main

main()
