"""Seeing: pictures in, faces, scenes and their affect out."""
