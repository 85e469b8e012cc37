"""Commands for people at work on the project; run from its folder."""
