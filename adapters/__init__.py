"""Everything that touches the world: platforms, storage, files."""
