"""Judging the networks on labelled pictures: accuracy, calibration, robustness, fairness.

Works with the base installation; only the plots of a report need the `train` extra.
"""
