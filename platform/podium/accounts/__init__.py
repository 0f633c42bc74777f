"""People: sign-up, sign-in, roles and API tokens."""
