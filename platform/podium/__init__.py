"""Podium's site. The Celery app is imported by the `submissions` app when Django starts, so that the command
line and the launcher can import this package without Django."""
