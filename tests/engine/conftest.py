"""Random tests must not fail because the machine is busy; `HYPOTHESIS_PROFILE=thorough` looks longer."""

import os

from hypothesis import settings

settings.register_profile("engine", deadline=None, max_examples=60)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "engine"))
