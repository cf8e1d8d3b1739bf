"""The networks that ship."""

from __future__ import annotations

from pydantic import BaseModel, Field


class ModelOut(BaseModel):
    """What is known of a network."""

    name: str = Field(examples=["face-emotion"])
    task: str = Field(description="What it predicts.")
    sha256: str = Field(description="Digest of its file, checked whenever it is loaded.")
    labels: list[str] = Field(description="Its answers, in order; empty where it has no words.")
    licence: str = Field(description="Of the weights, as SPDX names it.", examples=["Apache-2.0"])
    sources: list[str] = Field(description="Data and weights it was made from.")
    command: str = Field(description="What made it.")
    bytes: int = Field(description="Size of its file.")
    card_url: str = Field(description="What it is good for, how well it does, where it fails.")
    weights_url: str = Field(description="The ONNX file; the address changes when the file does.")
    report_url: str | None = Field(
        default=None, description="How it was judged, in figures; left out where it was not."
    )
