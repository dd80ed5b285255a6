"""The tutorials, followed to the letter, give what they show."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.follower import Shown, follow
from tests.docs.markdown import blocks

PAGES = {"en": Path("docs/tutorial.md"), "fr": Path("docs/tutoriel.md")}


@pytest.mark.parametrize("language", PAGES)
def test_the_tutorial_gives_what_it_says(language, tmp_path):
    page = PAGES[language].read_text(encoding="utf-8")
    steps = list(follow(page, tmp_path, language))
    assert len(steps) == len(blocks(page, "text")) >= 8
    assert [step for step in steps if not step.agrees] == []
    assert f'<html lang="{language}"' in next(tmp_path.glob("*.html")).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", PAGES)
def test_every_command_of_the_tutorial_is_shown_with_what_it_prints(language):
    kinds = [block.language for block in blocks(PAGES[language].read_text(encoding="utf-8"), "sh", "text")]
    assert kinds == ["sh", "text"] * (len(kinds) // 2)


def test_both_tutorials_make_the_same_pack():
    english, french = (blocks(page.read_text(encoding="utf-8"), "yaml", "diff", "sh") for page in PAGES.values())
    assert english == french


@pytest.mark.parametrize(
    ("shown", "printed", "agrees"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\n", "a\nb\n", False),
        ("a\nc\n", "a\nb\n", False),
        ("a\n…\nd\n", "a\nb\nc\nd\n", True),
        ("a\n…\n", "a\nb\n", True),
        ("a\n…\n", "a\n", False),
        ("a\n…\nd\n", "a\nb\nc\n", False),
    ],
)
def test_what_is_shown_is_compared_line_by_line(shown, printed, agrees):
    assert Shown("", shown, printed).agrees == agrees
