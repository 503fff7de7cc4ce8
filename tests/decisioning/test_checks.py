"""Name screening: what matches and what does not."""

from __future__ import annotations

import pytest

from loanwright.decisioning.checks import names_matched, watch_list


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("钱多多", 1),
        (" 钱 多多 ", 1),
        ("阿里木·示例", 1),
        ("阿里木•示例", 1),
        ("阿里木示例", 1),
        ("钱多", 0),
        ("qian duoduo", 0),  # pinyin is not read: docs/decisioning.md says so
        ("", 0),
    ],
)
def test_a_name_is_found_however_it_is_spaced(name: str, found: int) -> None:
    assert len(names_matched(name, watch_list())) == found
