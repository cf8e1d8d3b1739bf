"""Training of Affetto's own and of the published models. Needs the `train` extra."""
