"""Names and addresses of accounts, whatever user model a site has."""

import pytest
from django.contrib.auth.base_user import AbstractBaseUser

from wagtail_peersupport.accounts import account_email, account_name


class Login:
    """The least that Django asks of a user model: no names, no e-mail address."""

    get_email_field_name = classmethod(AbstractBaseUser.get_email_field_name.__func__)

    def __init__(self, username, **fields):
        self.username = username
        vars(self).update(fields)

    def get_username(self):
        return self.username


def test_an_account_without_full_name_goes_by_its_username():
    assert account_name(Login("robin")) == "robin"
    assert account_email(Login("robin")) == ""


@pytest.mark.parametrize(
    ("username", "name"),
    [
        ("ann@private.example", "ann"),
        ("ann.lee+shop@private", "ann.lee+shop"),
        ("@ann", "@ann"),
        ("Ann @ the shop", "Ann @ the shop"),
    ],
)
def test_an_e_mail_address_for_a_username_is_not_shown(username, name):
    assert account_name(Login(username)) == name


def test_an_e_mail_address_for_a_full_name_is_not_shown():
    assert account_name(Login("a1", get_full_name=lambda: "ann@private.example")) == "ann"


def test_the_address_is_where_the_user_model_keeps_it():
    class Member(Login):
        EMAIL_FIELD = "contact"

    assert account_email(Member("robin", contact="robin@example.com")) == "robin@example.com"
    assert account_email(Member("robin", contact=None)) == ""
