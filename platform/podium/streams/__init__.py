"""Server-sent events: one poller per process reads the database and fans out to every client."""
