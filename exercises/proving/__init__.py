"""The proof that an exercise grades as it says: baselines, mutants, irrelevant edits, and the table of it
all."""
