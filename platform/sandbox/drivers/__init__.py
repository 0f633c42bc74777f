"""Drivers carry out what the engine asks for: in virtual time, or for real."""
