"""The parts of `scripts/production_check.py`: deploy/'s files on this machine, relays, readers."""
