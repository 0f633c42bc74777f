"""Drafts: the document a learner is working on, and its kept versions."""
