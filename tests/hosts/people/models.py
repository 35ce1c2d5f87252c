"""A site's own user model, in an app of its own as Wagtail's migrations need it."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    department = models.CharField(max_length=80, blank=True)
