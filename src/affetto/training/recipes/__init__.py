"""Recipes: one module per network, readable from top to bottom."""
