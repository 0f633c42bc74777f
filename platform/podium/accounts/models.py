"""People and the tokens they give to programs."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


class Role(models.TextChoices):
    """What a person is here for."""

    LEARNER = "learner", "Learner"
    INSTRUCTOR = "instructor", "Instructor"
    MANAGER = "manager", "Manager"


class UserManager(BaseUserManager["User"]):
    """Makes users; an e-mail address is who you are."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A person with a usable password, or none."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """An operator: a manager with every permission."""
        return self.create_user(
            email, password, role=Role.MANAGER, is_staff=True, is_superuser=True, **fields
        )


class User(AbstractBaseUser, PermissionsMixin):
    """A person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.LEARNER)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_user_per_email"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="user_role_is_known"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_instructor(self) -> bool:
        """Whether they may read and replay learners' submissions: instructors and managers."""
        return self.role in {Role.INSTRUCTOR, Role.MANAGER}

    @property
    def is_manager(self) -> bool:
        """Whether they manage people and reports."""
        return self.role == Role.MANAGER


def display_name(user: User) -> str:
    """What the pages call a person."""
    return user.name or user.email.partition("@")[0]


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Reads of tokens."""

    def visible_to(self, user: Any) -> ApiTokenQuerySet:
        """A person's own tokens; nobody else's, whatever their role."""
        return self.filter(user_id=user.pk) if user.is_authenticated else self.none()

    def usable(self) -> ApiTokenQuerySet:
        """Tokens that still open the door."""
        return self.filter(revoked_at=None, user__is_active=True)


class ApiToken(models.Model):
    """A program's key. Only its hash is kept; the key itself is shown once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[ApiToken]] = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
