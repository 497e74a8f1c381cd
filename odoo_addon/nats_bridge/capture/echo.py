"""Which command is being applied in a transaction."""
