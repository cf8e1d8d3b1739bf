"""Wires the concrete parts together; the command line and the service call what stands here."""
