"""A made-up province: commune reports that know their own truth, and renderers that turn a text into real files."""
