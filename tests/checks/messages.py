from django.core import checks


def found(*, databases=None, deploy=False):
    """Our messages by id, as `manage.py check` gets them."""
    messages = checks.run_checks(databases=databases, include_deployment_checks=deploy)
    # Some of other apps have no id.
    ids = [(message.id or "").partition(".") for message in messages]
    return {
        number: message
        for (prefix, __, number), message in zip(ids, messages, strict=True)
        if prefix == "peersupport"
    }
