"""Telegram: its updates become Messages, and what is decided reaches its people in private."""
