"""Ours beside what people would pick instead, with the same content: see `__main__` for how it is measured."""
