"""The grammars of cells: units, durations, host lists, outcomes."""
