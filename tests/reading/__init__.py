"""How well tables are read: studies drawn at random, written down, read back and compared.

``python -m tests.reading.score --draws 2000 --seed 1`` prints the score for each kind of layout,
``--show wrong 3`` shows failing draws in full, ``--only K`` one draw, ``--kind NAME`` one kind.
"""
