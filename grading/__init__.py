"""From runs to a score with its evidence."""
