"""Workflows that try to get more than they have earned, each beside its honest twin."""
