"""Settings of all tests."""

from hypothesis import settings

# The same examples every time, and no deadline: times are noise on a shared machine.
settings.register_profile("tests", deadline=None, derandomize=True)
settings.load_profile("tests")
