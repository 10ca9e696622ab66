"""Settings of all tests."""

import pandas as pd
from hypothesis import settings

# The same examples every time, and no deadline: times are noise on a shared machine.
settings.register_profile("tests", deadline=None, derandomize=True)
settings.load_profile("tests")

# Texts as a reader has them, who lacks what Dask brings along: pyarrow's hold no half characters.
pd.options.mode.string_storage = "python"
