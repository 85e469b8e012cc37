"""Pictures in templates: sizes for every screen, cropped around the focal point without inline styles."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from galleries.models import Picture
from provinces import renditions

register = template.Library()

FOCAL_STEPS = 10
EAGER, LAZY = SafeString(' fetchpriority="high"'), SafeString(' loading="lazy" decoding="async"')


@register.filter
def focus(picture: Picture) -> str:
    """Return the classes that crop around the focal point; `static/css/site.css` has one for every tenth."""
    x, y = round(picture.focal_x / FOCAL_STEPS), round(picture.focal_y / FOCAL_STEPS)
    return f"focus-x-{min(x, 10)} focus-y-{min(y, 10)}"


@register.filter
def srcset(picture: Picture) -> str:
    """Return the `srcset` of a picture's renditions; '' when it has none yet."""
    return renditions.srcset(picture.renditions)


@register.filter
def srcset_avif(picture: Picture) -> str:
    """Return the `srcset` of a picture's AVIF renditions; '' when it has none."""
    return renditions.srcset_avif(picture.renditions)


@register.filter
def source(picture: Picture) -> str:
    """Return the address for `src`: the middle rendition, or the file itself when it has none yet."""
    return renditions.source(picture.renditions, picture.file)


@register.simple_tag
def picture(
    shown: Picture | None, sizes: str = "100vw", ratio: str = "3x2", alt: str | None = None, *, eager: bool = False
) -> SafeString:
    """Show a picture: `{% picture article.picture sizes="(min-width: 60rem) 20rem, 50vw" alt=article.picture_alt %}`.

    In `sizes`, 100vw is what fills a phone. `ratio` is "3x2", "16x9", "1x1" or "natural"; `eager` is for the one
    picture that a page is judged by. Without `alt` the library's own text is used. Nothing is shown without a picture.
    A page shows dozens of them, so they are put together here: a template of its own took five times as long.
    """
    if shown is None:
        return SafeString("")
    sizes = renditions.for_phones(sizes)
    avif, webp = srcset_avif(shown), srcset(shown)
    return format_html(
        '<picture class="picture ratio-{}">{}<img class="{}" src="{}"{} width="{}" height="{}" alt="{}"{}></picture>',
        ratio,
        format_html('<source type="image/avif" srcset="{}" sizes="{}">', avif, sizes) if avif else "",
        focus(shown),
        source(shown),
        format_html(' srcset="{}" sizes="{}"', webp, sizes) if webp else "",
        shown.width,
        shown.height,
        alt or shown.alt,
        EAGER if eager else LAZY,
    )
