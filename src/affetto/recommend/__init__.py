"""Choosing the tracks that fit a feeling: pure, seedable, without files, SQL or network."""
