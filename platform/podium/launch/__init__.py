"""From a fresh clone to a running site, with the standard library alone: everything here runs before Django
exists."""
