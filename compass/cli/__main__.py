"""`python -m compass.cli`, for where no script is installed."""

from compass.cli import main

main()
