"""Pages, their templates and what every page shares."""
