"""Store what was read, and answer from it; the only place that imports sqlalchemy."""
