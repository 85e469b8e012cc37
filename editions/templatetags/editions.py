"""`{% shared "sidebar" %} … {% endshared %}`: a part that is the same on all pages of a site in one language."""

from django import template
from django.template.base import Node, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

from editions.fragments import part

register = template.Library()


class SharedNode(Node):
    """Renders its content, or takes what was rendered for another page."""

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name, self.nodelist = name, nodelist

    def render(self, context: Context) -> SafeString:
        """Return the part."""
        request = context.get("request")
        if request is None or getattr(request, "site", None) is None:
            return self.nodelist.render(context)
        return part(request, self.name, lambda: self.nodelist.render(context))


@register.tag
def shared(parser: Parser, token: Token) -> SharedNode:
    """Parse `{% shared "name" %}`."""
    try:
        _tag, name = token.split_contents()
    except ValueError:
        raise template.TemplateSyntaxError("shared takes the name of the part") from None
    nodelist = parser.parse(("endshared",))
    parser.delete_first_token()
    return SharedNode(name.strip("\"'"), nodelist)
