"""Parts of addresses that are dates."""

from django.urls import register_converter


class YearConverter:
    """A year of four digits."""

    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        """Return the number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Return the digits."""
        return f"{value:04d}"


class MonthConverter(YearConverter):
    """A month of two digits."""

    regex = "[0-9]{2}"

    def to_url(self, value: int) -> str:
        """Return the digits."""
        return f"{value:02d}"


register_converter(YearConverter, "yyyy")
register_converter(MonthConverter, "mm")
