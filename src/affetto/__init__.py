"""Affetto: music for what a picture feels."""

import os

__version__ = "0.1.0"

# ONNX Runtime 1.31 and newer note which networks run on which machine and send it to its makers,
# from the moment of being imported. Nothing leaves this machine that nobody asked for.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
