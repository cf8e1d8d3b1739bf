"""Local servers that follow the documented rules of the services that Affetto talks to."""
