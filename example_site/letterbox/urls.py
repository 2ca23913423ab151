from django.urls import path

from . import views

app_name = "letterbox"

urlpatterns = [
    path("", views.mail_list, name="list"),
    path("<slug:name>/", views.mail_detail, name="detail"),
    path("<slug:name>/html/", views.mail_html, name="html"),
]
