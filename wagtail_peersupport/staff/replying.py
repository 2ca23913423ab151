"""Answering from a thread's screen: an ordinary comment, by the form and door that readers use."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from .. import comments, forms
from ..actions import canned as canning
from ..actions import followups
from ..addresses import Addresses, absolute
from ..detection.text import plain_text
from ..models import CannedReply, SupportThread
from ..models.choices import Capacity, Outcome
from ..threads.authors import shown_name
from ..threads.lookup import reply_parent
from ..viewer import Viewer, public_viewer
from ..views.sending import Sent, send
from .buttons import VerbButton, verb_url
from .doing import said_with
from .places import place_at
from .similar import start_with
from .thread import ThreadView
from .verbs import can_resolve
from .walk import onward
