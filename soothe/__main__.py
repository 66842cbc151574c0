"""`python -m soothe`."""

from soothe.cli import main

main()
