"""The ladder: findings and history and times in, verdicts and what follows from them out; pure."""
