import pytest

from wagtail_peersupport.detection.model import SHIPPED

from .messages import found


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ({"HEAD_START_HOURS": 6, "HOLD_FIRST_LINKS": False}, None),
        (["HEAD_START_HOURS"], "E016"),
        ({"HEADSTART_HOURS": 6}, "E017"),
        ({"HEAD_START_HOURS": "6"}, "E018"),
        ({"HEAD_START_HOURS": True}, "E018"),
        ({"HEAD_START_HOURS": -1}, "E018"),
        ({"ENGINE": "shop.detection.Engine"}, "E019"),
        ({"ENGINE": None}, "E018"),
        ({"WEIGHTS": "no/such/folder"}, "E027"),
        ({"WEIGHTS": str(SHIPPED)}, None),
        ({"BASE_TEMPLATE": "blog/base.html"}, None),
        ({"BASE_TEMPLATE": "blog/bass.html"}, "E020"),
        ({"PRIVATE_CONTACT": "help@example.com"}, None),
        ({"PRIVATE_CONTACT": "mailto:help@example.com"}, None),
        ({"PRIVATE_CONTACT": "/contact/"}, None),
        ({"PRIVATE_CONTACT": "https://example.com/contact/"}, None),
        ({"PRIVATE_CONTACT": "example"}, "E028"),
        ({"PRIVATE_CONTACT": "https://"}, "E028"),
        ({"PRIVATE_CONTACT": "javascript:alert(1)"}, "E028"),
    ],
)
def test_own_settings(settings, value, number):
    settings.PEERSUPPORT = value
    assert set(found()) == ({number} if number else set())


@pytest.mark.parametrize("name", ["HEADSTART_HOURS", "head_start_hours"])
def test_mistyped_setting_is_answered_with_the_nearest_name_and_ones_own_value(settings, name):
    settings.PEERSUPPORT = {name: 6}
    assert '\n\nPEERSUPPORT = {"HEAD_START_HOURS": 6}\n' in found()["E017"].hint


def test_value_that_can_not_stand_there_is_not_proposed(settings):
    settings.PEERSUPPORT = {"HEADSTART_HOURS": "six"}
    assert '\n\nPEERSUPPORT = {"HEAD_START_HOURS": 24}\n' in found()["E017"].hint


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PEERSUPORT", {"HEAD_START_HOURS": 6}),
        ("WAGTAIL_PEERSUPPORT", {"HEAD_START_HOURS": 6}),
        ("PEERSUPPORT_HEAD_START_HOURS", 6),
        ("PEER_SUPPORT_HEAD_START_HOURS", 6),
    ],
)
def test_setting_under_a_name_that_nothing_reads(settings, name, value):
    setattr(settings, name, value)
    (message,) = found().values()
    assert message.id == "peersupport.W015"
    assert f"the setting {name}:" in message.msg
    # As Python and we write a dictionary.
    assert 'PEERSUPPORT = {"HEAD_START_HOURS": 6}\n' in message.hint.replace("'", '"')


def test_setting_of_the_site_that_only_begins_like_ours_is_left_alone(settings):
    settings.PEERSUPPORT_BOT_TOKEN = "abc"
    assert found() == {}
