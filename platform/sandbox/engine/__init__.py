"""The engine: a workflow document as a state machine that reads no clock and opens no socket."""
