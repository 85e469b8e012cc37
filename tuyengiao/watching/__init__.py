"""Watching the installation: is it well, how fast is it, what was slow, what went wrong."""
