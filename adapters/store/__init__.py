"""Keeps what was decided: one SQLite database, its texts and names encrypted."""
