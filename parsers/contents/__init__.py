"""What is in a file: its plain bytes, and the marks of the program that may have written it."""
