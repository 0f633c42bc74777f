"""The simulated world: cases with their truth, and people, agents and tools that work causally and err by
chance."""
