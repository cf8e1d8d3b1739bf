"""Loaders of the published data sets, each in its publisher's own format."""
