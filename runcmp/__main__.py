"""``python -m runcmp``."""

from __future__ import annotations

import sys

from runcmp import main

if __name__ == "__main__":
    sys.exit(main())
