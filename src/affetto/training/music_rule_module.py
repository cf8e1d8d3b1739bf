"""The written rules of `mood_rules` as a PyTorch module, served as a network is."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from affetto.mood_rules import MOODS, PRECEDENCE, RULES, SHARPNESS


class MusicRules(nn.Module):
    """Features on Spotify's raw scale [n, columns] in, probabilities of `MOODS` [n, 5] out.

    The most probable mood is that of `label_by_rules`, ties included.
    """

    precedence: Tensor

    def __init__(self, columns: Sequence[str]) -> None:
        super().__init__()
        self._places = {column: place for place, column in enumerate(columns)}
        self.register_buffer("precedence", torch.tensor(PRECEDENCE))

    def forward(self, features: Tensor) -> Tensor:
        shares = []
        for mood in MOODS:
            held = [each.holds(features[:, self._places[each.column]]) for each in RULES[mood]]
            shares.append(torch.stack(held).float().mean(dim=0))
        scores = torch.stack(shares, dim=1) + self.precedence
        return torch.softmax(SHARPNESS * scores, dim=1)
