"""Graded submissions: the row is the queue, the grade is written once."""
