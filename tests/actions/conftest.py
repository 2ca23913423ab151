import pytest

from wagtail_peersupport.viewer import Viewer


@pytest.fixture
def staff(admin_user):
    """Somebody who may do everything."""
    return Viewer(user=admin_user)
