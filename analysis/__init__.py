"""Run records to tables of numbers: pure functions on Polars frames."""
