"""What all tests share."""

from __future__ import annotations

import gc
import os
import sys

from hypothesis import settings

from tests.idleness import tell_idleness_by_the_loop
from tests.parsed_styles import parse_styles_once

# The test command tells whether this tree is sound: the same tree, the same examples, the same
# answer. Examples never tried before are for `make search`. A busy machine is no defect: examples
# are counted, not timed, and so few that all tests take less than five minutes on two cores.
EXAMPLES = 10
settings.register_profile("runcmp", deadline=None, derandomize=True, max_examples=EXAMPLES)
settings.register_profile("search", deadline=None, max_examples=500, print_blob=True)
settings.load_profile("runcmp")

tell_idleness_by_the_loop()
parse_styles_once()

# A run starts a hundred processes, which all have to import the same modules: where these may not
# keep what they compile (as in many containers), that is most of what they do.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Thousands of tests are made before the first is run, and none of them is dropped: looking for what
# was would find nothing.
gc.disable()

# No test reads or writes what whoever runs them has kept; those about it name a folder.
os.environ["XDG_STATE_HOME"] = os.devnull


def pytest_collection_finish() -> None:
    """Leave the thousands of tests to themselves: they are no garbage, whatever a test makes."""
    # Nor is what was made on the way there worth looking for: a tenth of the time that it took.
    gc.freeze()
    gc.enable()
    # An app makes and drops many objects that live as long as it does: looked for less often, they
    # take half the time.
    gc.set_threshold(20_000, 20, 20)
