"""Tables to the terminal: the command line, the printed output, the app."""
