"""What all tests share."""

from __future__ import annotations

from hypothesis import settings

# A busy machine is no defect: examples are counted, not timed.
settings.register_profile("runcmp", deadline=None)
settings.load_profile("runcmp")
