"""How well tables are read: studies drawn at random, written down, read back and compared.

``python -m tests.reading.score --draws 2000 --seed 1`` prints the score for each kind of layout,
``--show wrong 3`` shows failing draws in full, ``--only K`` one draw, ``--kind NAME`` one kind.

``python -m tests.reading.rewritings PATH ... --sheets 50 --seed 1`` needs no labels: it takes the
tables of files, or of all files of folders, writes each down in other ways that keep its meaning,
and prints how often it was read alike, for each way. ``--show DIFFERENT withheld`` shows in full
what was not, by outcome; ``--only "decimal commas"`` is one way.
"""
