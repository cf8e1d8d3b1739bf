"""Hearing: decodes recordings and tells what they sound and feel like."""
