"""How each kind of recipe is trained; all leave a `Trained` model."""
