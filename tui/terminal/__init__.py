"""The login node: bytes in and out, colours, copying."""
