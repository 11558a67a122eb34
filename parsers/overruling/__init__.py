"""What a user overrules in the reading of files: how it is said, and what it changes."""
