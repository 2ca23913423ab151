import pytest

from .messages import found


@pytest.mark.parametrize(
    ("name", "value", "number", "line"),
    [
        ("SITE_ID", None, "E005", "SITE_ID = 1"),
        ("COMMENTS_APP", "django_comments", "E006", 'COMMENTS_APP = "django_comments_xtd"'),
        ("COMMENTS_XTD_SALT", b"", "E008", "COMMENTS_XTD_SALT = b"),
        ("COMMENTS_XTD_SALT", "text", "E008", "COMMENTS_XTD_SALT = b"),
        ("COMMENTS_XTD_MAX_THREAD_LEVEL", 0, "E009", "COMMENTS_XTD_MAX_THREAD_LEVEL = 3"),
        ("COMMENTS_XTD_CONFIRM_EMAIL", False, "I001", "COMMENTS_XTD_CONFIRM_EMAIL = True"),
    ],
)
def test_setting_of_the_comments_that_would_hurt(settings, name, value, number, line):
    setattr(settings, name, value)
    messages = found()
    assert set(messages) == {number}
    assert f":\n\n{line}" in messages[number].hint


@pytest.mark.parametrize(
    "name", ["SITE_ID", "COMMENTS_APP", "COMMENTS_XTD_SALT", "COMMENTS_XTD_MAX_THREAD_LEVEL"]
)
def test_setting_of_the_comments_that_must_not_be_left_out(settings, name):
    delattr(settings, name)
    assert len(found()) == 1


def test_pasted_salt_is_another_one_every_time(settings):
    settings.COMMENTS_XTD_SALT = b""
    assert found()["E008"].hint != found()["E008"].hint


def test_depth_by_page_model_is_enough(settings):
    settings.COMMENTS_XTD_MAX_THREAD_LEVEL = 0
    settings.COMMENTS_XTD_MAX_THREAD_LEVEL_BY_APP_MODEL = {
        "blog.blogpage": 2,
        "wagtail_peersupport_hub.supporthubpage": 2,
    }
    assert found() == {}


def test_comment_model_must_inherit(settings):
    settings.COMMENTS_XTD_MODEL = "django_comments.models.Comment"
    assert set(found()) == {"E007"}
    settings.COMMENTS_XTD_MODEL = "django_comments_xtd.models.XtdComment"
    assert found() == {}
