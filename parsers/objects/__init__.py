"""Objects of JSON, whatever their shape: rows, columns or names."""
