"""The names of what pages are made from. A page stores the version of each scope that it shows.

A scope is raised when what it names changes; see `versions.raise_scopes`. Each is one of two kinds on a page: a change
in a *fast* one is seen within a second, a change in a *slow* one within a minute.
"""

NETWORK = "network"


def site(pk: int) -> str:
    """Return the scope of what stands on every page of a site: its frame, its state, what was withdrawn."""
    return f"site:{pk}"


def news(pk: int) -> str:
    """Return the scope of what a site publishes: fast on its home page, slow on the lists beside other pages."""
    return f"news:{pk}"


def category(pk: int) -> str:
    """Return the scope of the articles of a category and of those below it."""
    return f"category:{pk}"


def article(pk: int) -> str:
    """Return the scope of one article as readers see it, and of its neighbours' names."""
    return f"article:{pk}"


def answers(pk: int) -> str:
    """Return the scope of the messages that a site has answered for all to read, and of its rules for them."""
    return f"answers:{pk}"


def album(pk: int) -> str:
    """Return the scope of one album."""
    return f"album:{pk}"


MEMBERS = "members"  # what any member site publishes; the portal's home page shows it
