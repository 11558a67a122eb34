"""Where things are that tests read."""

from __future__ import annotations

from pathlib import Path

HOME = Path(__file__).parent.parent
SAMPLES = HOME / "sample_data"
DOCS = HOME / "docs"
