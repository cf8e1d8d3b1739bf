"""Shapes of requests and answers: JSON in, JSON out."""
