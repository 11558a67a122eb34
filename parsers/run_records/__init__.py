"""The run record: its schema, and how records are made whole, joined and folded."""
