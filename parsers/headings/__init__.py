"""The words of a heading -> what its column means."""
