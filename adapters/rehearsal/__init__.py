"""A group in your terminal: the real moderator, store and courier, and no platform."""
