"""The web service: what the command line does, over HTTP."""
