"""Schoolgate's core: reading, judging, the ladder, private delivery, the desk."""
