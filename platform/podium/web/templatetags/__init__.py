"""Template tags of the site: charts, icons, words."""
