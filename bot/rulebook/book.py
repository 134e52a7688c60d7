"""What rules.yaml says, compiled: valid by construction, shared by every group that uses it."""
