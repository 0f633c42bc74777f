"""The directive detector: finds in a prompt the instructions that prevent hazards, in any words."""
