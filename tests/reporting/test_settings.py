"""What a report says of settings of the buyer's own and of answers that a reviewer did not accept."""

import pytest

from compass.model.assessment import Settings
from compass.model.evaluation import Reviewed
from compass.reporting.build import build_report
from tests.reporting.test_build import strings

SETTINGS = Settings.model_validate(
    {
        "weights": {
            "swing": {"climate": 100.0, "false_alerts": 40.0},
            "families": {"environment": 2.0},
            "why": "Ours.",
        },
        "anchors": {"climate": {"worst": 500.0, "best": 10.0, "why": "Our plan."}},
        "knock_outs": {"no_valid_ce_mark": {"set_aside": "A study, not care."}},
        "reference": {"option": "boneview", "why": "In use today."},
    }
)


@pytest.fixture
def changed(told):
    def report(language, **changes):
        pack, assessment, evaluation = told
        return build_report(pack, assessment, evaluation.model_copy(update=changes), language)

    return report


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_setting_of_the_buyer_is_printed_with_its_reason(changed, told, language):
    criteria = [id for id in told[0].criteria if told[0].criteria[id].anchors is not None]
    settings = SETTINGS.model_copy(
        update={
            "weights": SETTINGS.weights.model_copy(update={"swing": {criteria[0]: 100.0, criteria[1]: 40.0}}),
            "anchors": {criteria[0]: SETTINGS.anchors["climate"]},
            "reference": SETTINGS.reference.model_copy(update={"option": told[1].options[1].id}),
        }
    )
    items = changed(language, settings=settings).method.items
    own = [item.value for item in items[-4:]]
    for value, reason in zip(own, ("Ours.", "Our plan.", "A study, not care.", "In use today."), strict=True):
        assert reason in value
    assert "100" in own[0]
    assert "500" in own[1]
    assert told[0].knock_outs["no_valid_ce_mark"].title.in_language(language)[:10] in own[2].replace("\u00a0", " ")


def test_without_settings_of_its_own_a_report_says_nothing_of_them(changed):
    assert len(changed("en", settings=Settings()).method.items) == len(changed("en").method.items) - 1


def test_a_knock_out_set_aside_stands_in_the_synthesis_with_the_reason(changed, told):
    first = told[2].knock_outs[0]
    for judged, shown in (("failed", True), ("passed", False)):
        aside = first.model_copy(update={"verdict": "set_aside", "judged": judged})
        settings = Settings.model_validate({"knock_outs": {first.knock_out: {"set_aside": "A study, not care."}}})
        replies = changed("en", knock_outs=(aside, *told[2].knock_outs[1:]), settings=settings).synthesis.replies
        said = " ".join(sentence for reply in replies for sentence in reply.sentences)
        assert ("waived by the buyer" in said and "Reason: A study, not care." in said) is shown


@pytest.mark.parametrize(
    ("verdict", "words"),
    [("rejected", "A reviewer rejected these answers: they are not used"), ("pending", "their review is pending")],
)
def test_answers_that_a_reviewer_did_not_accept_are_told(changed, told, verdict, words):
    question = next(id for id, q in told[0].questions.items() if told[0].is_asked_of_need(q))
    reviewed = Reviewed(question=question, option=None, verdict=verdict, by=None, comment=None)
    lead = " ".join(changed("en", reviewed=(reviewed,)).assumptions.lead)
    assert words in lead
    assert told[0].questions[question].label.en[:12] in lead.replace("\u00a0", " ")
    assert words not in " ".join(strings(changed("en", reviewed=()).assumptions))
