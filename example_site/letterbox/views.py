from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin

from .letters import all_letters, letter


@never_cache
def mail_list(request):
    """Every mail that the site sent."""
    return render(request, "letterbox/list.html", {"letters": all_letters()})


@never_cache
def mail_detail(request, name):
    """One mail, as HTML and as text."""
    return render(request, "letterbox/detail.html", {"letter": _letter_or_404(name)})


@never_cache
@xframe_options_sameorigin
def mail_html(request, name):
    """The HTML version alone, for the frame; its links open in the whole window."""
    return HttpResponse(f'<base target="_top">{_letter_or_404(name).html}')


def _letter_or_404(name):
    found = letter(name)
    if found is None:
        raise Http404("There is no such mail.")
    return found
