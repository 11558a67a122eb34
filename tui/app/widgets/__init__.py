"""The widgets: the run table, the prompt, the pager."""
