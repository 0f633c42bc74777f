"""Practice runs on public cases, with their journal of events."""
