"""What Wagtail's admin gets from us: declarations only; the screens live in staff/."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

LOG_ACTIONS = {
    "peersupport.accept": (_("Accept answer"), _("Accepted an answer")),
    "peersupport.unaccept": (_("Undo acceptance"), _("Took an acceptance back")),
    "peersupport.flag": (_("Flag"), _("Flagged for staff")),
    "peersupport.assign": (_("Assign"), _("Assigned")),
    "peersupport.resolve": (_("Resolve"), _("Resolved")),
    "peersupport.reopen": (_("Reopen"), _("Reopened")),
    "peersupport.decide": (_("Decide"), _("Decided whether it needs support")),
    "peersupport.approve": (_("Approve"), _("Approved a comment")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for action, (label, message) in LOG_ACTIONS.items():
        actions.register_action(action, label, message)
