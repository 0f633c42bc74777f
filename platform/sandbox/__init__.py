"""The sandbox: the engine that runs a workflow and the simulated world it runs in."""

ENGINE_VERSION = "1"
"""Named in every stored result; raised when the same run would give other bytes."""
