"""``python -m tui``: the same command as ``runcmp``."""

import sys

from runcmp import main

if __name__ == "__main__":
    sys.exit(main())
