"""What `make test-telegram` prints at its end."""

import pytest
from telegram_shapes import SEEN


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.write_line(f"Telegram: {SEEN}")
