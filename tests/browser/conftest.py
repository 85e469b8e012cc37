"""Browser tests wait as long for what they expect as for what they click on: a busy machine is no failure."""

from playwright.sync_api import expect

expect.set_options(timeout=30_000)
