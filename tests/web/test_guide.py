"""Pages to read, the library with its search, and an organisation's theme."""

import re

import pytest

from compass.model.factor import Source
from compass.service.library import packs_of, search
from compass.web.app import create_app
from compass.web.shown import Site
from tests.service.desks import ON_SQLITE
from tests.web.site import SECRET, Visit, app_of
from tests.web.test_routes import PUBLIC

ACCOUNTS = True
pytestmark = ON_SQLITE


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_everybody_reads_the_guide_in_their_language(app, lang):
    visit = Visit(app.test_client(), lang)
    home = visit.get("/").text
    for path in PUBLIC:
        page = visit.get(path)
        assert page.status_code == 200, path
        assert f'<html lang="{lang}">' in page.text
        assert f'href="{path}"' in home or path == "/library/tiny"
    spaced = re.findall(r"[^\u202f\u00a0 ;?!:][;?!](?=[\s<])", visit.get("/help").text)
    assert lang == "en" or not [each for each in spaced if "&" not in each]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_number_is_found_by_words_without_accents_and_shows_its_sources(app, lang):
    visit = Visit(app.test_client(), lang)
    word = "electricite" if lang == "fr" else "ELECTRICITY"
    page = visit.get(f"/library?q={word}").text
    addresses = re.findall(r'href="(/library/[^"?]+/[^"?]+)"', page)
    assert addresses
    number = visit.get(addresses[0]).text
    assert "<strong>" in number
    assert 'rel="external noreferrer"' in number or "proposition" in number
    assert visit.get("/library/nothing").status_code == 404
    assert visit.get("/library/tiny/nothing").status_code == 404


def test_a_search_holds_every_word_and_none_gives_all(desk):
    packs = packs_of(desk)
    everything = search(packs, "", "en")
    assert set(everything.sources) == {id for pack in packs for id in pack.sources}
    id, pack = next(iter(everything.sources.items()))
    source: Source = pack.sources[id]
    found = search(packs, f"{source.title.upper()} {source.year}", "en")
    assert id in found.sources
    citing = {name for each in packs for name, f in each.factors.items() if id in {r.source for r in f.rows.values()}}
    assert citing <= set(found.factors)
    assert search(packs, f"{source.title} nowhere-to-be-found", "en").sources == {}


def test_what_is_searched_for_is_text(app):
    page = Visit(app.test_client()).get('/library?q="><script>x</script>').text
    assert "<script>" not in page


def test_a_theme_lies_over_the_style_sheet_and_leads_nowhere_else(desk, tmp_path):
    folder = tmp_path / "theme"
    folder.mkdir()
    (folder / "theme.css").write_text(":root { --accent: #000091; }")
    plain = app_of(desk, tmp_path / "documents")
    office = plain.extensions["compass"].office
    app = create_app(Site(desk, office, None, folder), SECRET, secure=False)
    visit = Visit(app.test_client())
    assert 'href="/theme/theme.css"' in visit.get("/").text
    assert "#000091" in visit.get("/theme/theme.css").text
    for path in ("/theme/../compass.db", "/theme/%2e%2e/compass.db", "/theme/none.css"):
        assert visit.get(path).status_code == 404
    visit = Visit(plain.test_client())
    assert "/theme/" not in visit.get("/").text
    assert visit.get("/theme/theme.css").status_code == 404
    office.close()
