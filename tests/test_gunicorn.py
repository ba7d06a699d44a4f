"""What gunicorn is told to do."""

import runpy
from unittest.mock import Mock, call, patch

from portal.core.config import ROOT


def test_what_is_loaded_before_the_fork_is_collected_once_and_then_left_alone():
    told = runpy.run_path(str(ROOT / "gunicorn.conf.py"))
    with patch.dict(told["when_ready"].__globals__, gc=Mock()) as changed:
        told["when_ready"](None)
        assert changed["gc"].mock_calls == [call.collect(), call.freeze()]
    assert told["preload_app"] is True
