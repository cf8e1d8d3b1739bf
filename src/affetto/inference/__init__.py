"""Running of learned models: what executes them, and which ones there are."""
