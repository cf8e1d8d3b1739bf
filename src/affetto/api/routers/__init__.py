"""Paths of the service, one module for each thing people do."""
