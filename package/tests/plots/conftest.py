"""Charts are drawn without a screen, and closed behind each test."""

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import pytest


@pytest.fixture(autouse=True)
def no_chart_is_left():
    plt.close("all")  # those of tests before, such as examples in docstrings
    yield
    plt.close("all")
