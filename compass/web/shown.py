"""What every page is told with: the language of the visit, its words, and who visits."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from flask import current_app, g, request, session

from compass.model.base import Text
from compass.model.pack import Pack
from compass.model.question import Question
from compass.service.desk import Desk, Opened
from compass.service.documents import Office
from compass.service.permissions import Actor
from compass.texts.typography import set_type
from compass.texts.words import LANGUAGES, Language, say
from compass.web.safety import Limit


@dataclass(frozen=True)
class Site:
    """The running application; `local` is who uses it where there are no accounts, `theme` a folder with a `theme.css`
    that an organisation puts over the style sheet, `address` where people reach it; `passwords`, `trials`, `seats` and
    `news` limit how often somebody may try a password, or what another answer would change, join a workshop, or ask
    what is new there."""

    desk: Desk
    office: Office
    local: Actor | None
    theme: Path | None = None
    address: str = ""
    passwords: Limit = field(default_factory=lambda: Limit(10, 300))
    trials: Limit = field(default_factory=lambda: Limit(30, 60))
    seats: Limit = field(default_factory=lambda: Limit(20, 300))
    news: Limit = field(default_factory=lambda: Limit(120, 60))

    def link(self, path: str) -> str:
        """Give a path with the address under which people reach this application."""
        return f"{self.address or request.host_url.rstrip('/')}{path}"


def site() -> Site:
    return cast(Site, current_app.extensions["compass"])


def actor() -> Actor:
    return cast(Actor, g.actor)


def language() -> Language:
    """Give the language of the visit: the one chosen, else the one that the browser prefers."""
    if "language" not in g:
        asked = request.args.get("lang", "")
        if asked in LANGUAGES:
            session["language"] = asked
        chosen = session.get("language") or request.accept_languages.best_match(LANGUAGES, "en")
        g.language = chosen if chosen in LANGUAGES else "en"
    return cast(Language, g.language)


def words(key: str, /, area: str = "web", **details: object) -> str:
    """Give a sentence of the pages."""
    return set_type(say(area, language(), key, **details), language())


def shown(text: Text | None) -> str:
    """Give a text of a pack or of a person."""
    return "" if text is None else set_type(text.in_language(language()).strip(), language())


def label(pack: Pack, question: str) -> str:
    """Give the short name of a question."""
    return shown(pack.questions[question].label) or question


def asked(question: Question) -> str:
    """Give a question as it is asked."""
    return shown(question.ask or question.title) or question.id


def cell_label(opened: Opened, cell: str) -> str:
    """Name a cell: its question, and its option where it has one."""
    name, _, option = cell.partition("@")
    title = label(opened.whole.usable().pack, name)
    options = {each.id: shown(each.title) for each in opened.read.assessment.options}
    return words("of_option", title=title, option=options[option]) if option in options else title
