"""Networks that ship: each an ONNX file with its spec beside it."""
