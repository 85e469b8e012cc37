"""A line of the report."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """What was to hold, what was found, and whether it held."""

    name: str
    found: str
    right: bool

    def __str__(self) -> str:
        """The line as it is printed."""
        return f"{'holds' if self.right else 'FAILS'}  {self.name}: {self.found}"
