"""Exercises: one folder each, the loader and the proof."""
