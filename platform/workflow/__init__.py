"""The workflow document: what it may hold, and everything that can be wrong with it."""
