"""The criteria of the rubric, one file each; a new file with a `RULE` is found by itself."""
