"""What a newcomer runs works, and knows how well it read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.flows.conftest import Run

pytestmark = pytest.mark.prefect


def test_the_demo_tells_where_to_look_and_what_was_read_right(tonghop: Run, tmp_path: Path) -> None:
    run = tonghop("demo")
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "tonghop-demo/ket-qua/bao-cao-tong-hop-2025.docx").is_file()
    assert (tmp_path / "tonghop-demo/truth.json").is_file()
    right, total = re.findall(r"đọc đúng ([\d.]+)/([\d.]+) số liệu", run.stdout)[0]
    assert int(right.replace(".", "")) >= 0.99 * int(total.replace(".", ""))
    assert "tonghop status --period 2025 --warehouse sqlite:///tonghop-demo/tonghop.db" in run.stdout
