"""What outlives the session: one SQLite database in the user's data folder, one module per kind of record."""
