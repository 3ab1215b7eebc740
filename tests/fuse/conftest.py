"""Lets the tests of this folder import `said_by`, the builder of claims."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
