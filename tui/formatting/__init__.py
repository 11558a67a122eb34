"""Numbers, glyphs and shortened text."""
