"""Discord: what is said there becomes messages, what the core decides reaches its members in private."""
