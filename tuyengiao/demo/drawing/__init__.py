"""Pictures of the demo, drawn by the project itself: no photograph, no foreign rights, the same pixels everywhere."""

from .catalogue import PICTURES, draw, draw_banner, draw_logo

__all__ = ["PICTURES", "draw", "draw_banner", "draw_logo"]
