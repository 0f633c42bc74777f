"""One small world in which each hazard of the library strikes, and does not once it is dealt with."""
