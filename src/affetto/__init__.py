"""Affetto: music for what a picture feels."""

__version__ = "0.1.0"
