"""A Wagtail news portal, as Wagtail's documentation recommends to write one: a peer of the benchmark."""
