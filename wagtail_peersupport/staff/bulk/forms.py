"""What bulk actions ask before they are done."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...accounts import account_name, staff_accounts
from ...models import Topic
from ...models.choices import Outcome
from ..retopic import GUESS, NONE


class AssignForm(forms.Form):
    """To whom; oneself first, since that is what is mostly meant."""

    assignee = forms.ChoiceField(label=gettext_lazy("Who looks after them"), required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.accounts = {str(one.pk): one for one in staff_accounts()}
        others = [(pk, account_name(one)) for pk, one in self.accounts.items() if one != user]
        self.fields["assignee"].choices = [
            (str(user.pk), _("%(name)s (me)") % {"name": account_name(user)}),
            *sorted(others, key=lambda choice: choice[1].casefold()),
            ("", _("Nobody")),
        ]

    def clean_assignee(self) -> Any:
        """The account, None for nobody."""
        return self.accounts.get(self.cleaned_data["assignee"])


class ResolveForm(forms.Form):
    outcome = forms.ChoiceField(
        label=gettext_lazy("How did they end?"),
        choices=[(str(one), one.label) for one in (Outcome.ANSWERED, Outcome.NO_REPLY_NEEDED)],
        initial=str(Outcome.ANSWERED),
        widget=forms.RadioSelect,
    )


class RetopicForm(forms.Form):
    topic = forms.ChoiceField(label=gettext_lazy("Topic"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topics = {str(topic.pk): topic for topic in Topic.objects.all()}
        self.fields["topic"].choices = [
            *((pk, topic.name) for pk, topic in self.topics.items()),
            (NONE, _("No topic")),
            (GUESS, _("As their words say")),
        ]
