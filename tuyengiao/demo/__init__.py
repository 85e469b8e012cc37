"""Demo content: sites, texts and pictures that show what the system can do."""
