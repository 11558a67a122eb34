"""The lines of training logs: what each states, and the runs that they make."""
