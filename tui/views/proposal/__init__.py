"""The scaling report of a compute-time proposal."""
