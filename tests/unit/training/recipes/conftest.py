"""Has Keras's backend chosen before a test imports Keras."""

import affetto.training.recipes  # noqa: F401
