"""Exercises as rows: loaded from packages, versioned by the hash of their content."""
