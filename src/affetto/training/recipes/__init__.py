"""Recipes: one module per network of our own and per published system, read from top to bottom.

The published networks are Keras models on PyTorch; which of its backends Keras uses has to be said
before it is imported for the first time.
"""

import os

os.environ["KERAS_BACKEND"] = "torch"
