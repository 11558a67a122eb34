"""An archive of run records on a file system: Parquet parts, and a manifest of what is in them."""
