"""A plain Django news site, as Django's documentation recommends to write one: a peer of the benchmark."""
