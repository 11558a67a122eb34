"""How well tables are read: studies drawn at random, written down, read back and compared."""
