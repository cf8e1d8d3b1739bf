"""Training of Affetto's own and of the published models.

Recipes need the `train` extra; data sets and metrics do not.
"""
