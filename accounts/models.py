"""Who signs in. What somebody may do on which site is a `provinces.Membership`."""

import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vietnamese.repair import repair
from vietnamese.sorting import person_key


class UserManager(BaseUserManager["User"]):
    """Creates accounts with their passwords hashed."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """Return a new account; without a password it cannot sign in until one is set."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """Return a new account that runs the whole network; its password is a first one, to be changed."""
        fields.setdefault("must_change_password", True)
        return self.create_user(username, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A member of staff. Names are kept whole: Vietnamese names are sorted by their last word, never split."""

    username = models.CharField(
        _("user name"),
        max_length=60,
        unique=True,
        validators=[ASCIIUsernameValidator()],
        help_text=_("Letters without accents, digits and @ . + - _"),
        error_messages={"unique": _("This user name is taken.")},
    )
    full_name = models.CharField(_("full name"), max_length=120)
    full_name_key = models.CharField(max_length=400, editable=False, default="")
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    is_active = models.BooleanField(
        _("may sign in"), default=True, help_text=_("Take this away instead of deleting an account.")
    )
    must_change_password = models.BooleanField(_("must change the password"), default=False)
    # The second factor (accounts.second_factor): seed of the phone's secret, period of the last code, since when.
    factor_seed = models.CharField(max_length=40, blank=True, default="", editable=False)
    factor_step = models.BigIntegerField(default=0, editable=False)
    factor_since = models.DateTimeField(null=True, editable=False)
    autosaves = models.BooleanField(_("save by itself while writing"), default=True)
    is_demo = models.BooleanField(_("demo account"), default=False, editable=False)
    date_joined = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name", "email"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["full_name_key", "id"]

    def __str__(self) -> str:
        return self.full_name or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.full_name = repair(self.full_name).strip()
        self.full_name_key = person_key(self.full_name)[:400]
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        """Return the name as written, for Django's own templates."""
        return self.full_name

    def get_short_name(self) -> str:
        """Return the last word of the name, by which people are addressed."""
        return self.full_name.rsplit(" ", 1)[-1]

    @property
    def has_second_factor(self) -> bool:
        """True when signing in asks for a code too."""
        return bool(self.factor_seed)

    @property
    def is_staff(self) -> bool:
        """Every account is one of staff: which sites it may enter is decided by its memberships."""
        return self.is_active


class SignInFailure(models.Model):
    """A wrong password, or a name that is none; kept as long as `accounts.throttling` asks."""

    username = models.CharField(max_length=60)  # in small letters, as typed
    address = models.CharField(max_length=45)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["SignInFailure"]] = models.Manager()

    class Meta:
        verbose_name = _("failed sign-in")
        verbose_name_plural = _("failed sign-ins")
        indexes = [
            models.Index(fields=["username", "at"], name="signinfailure_of_name"),
            models.Index(fields=["address", "at"], name="signinfailure_of_address"),
        ]

    def __str__(self) -> str:
        return f"{self.username} {self.address}"


class KnownAddress(models.Model):
    """An address from which somebody signed in; forgotten after ninety days without."""

    user = models.ForeignKey(User, models.CASCADE, related_name="known_addresses")
    address = models.CharField(max_length=45)
    seen_at = models.DateTimeField()

    objects: ClassVar[models.Manager["KnownAddress"]] = models.Manager()

    class Meta:
        verbose_name = _("known address")
        verbose_name_plural = _("known addresses")
        constraints = [models.UniqueConstraint(fields=["user", "address"], name="knownaddress_once_per_account")]

    def __str__(self) -> str:
        return self.address


class RecoveryCode(models.Model):
    """A code on paper for the day on which the phone is lost; deleted when it is used."""

    user = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64)

    objects: ClassVar[models.Manager["RecoveryCode"]] = models.Manager()

    class Meta:
        verbose_name = _("recovery code")
        verbose_name_plural = _("recovery codes")
        constraints = [models.UniqueConstraint(fields=["user", "code_hash"], name="recoverycode_once_per_account")]

    def __str__(self) -> str:
        return str(self.pk)


class SessionQuerySet(models.QuerySet["Session"]):
    """Sessions by whether they still live."""

    def alive(self, now: datetime.datetime) -> Self:
        """Return those that have neither ended nor been idle for too long."""
        return self.filter(expire_date__gt=now, seen_at__gt=now - idle_time())

    def over(self, now: datetime.datetime) -> Self:
        """Return those that nobody can use any more."""
        return self.filter(models.Q(expire_date__lte=now) | models.Q(seen_at__lte=now - idle_time()))


def idle_time() -> datetime.timedelta:
    """Return after how long without a sign of life a session is over."""
    return datetime.timedelta(seconds=settings.SESSION_IDLE_SECONDS)


class Session(AbstractBaseSession):
    """A session of the admin; one without an account is between the two steps of signing in."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    device = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=45, blank=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = BaseSessionManager.from_queryset(SessionQuerySet)()

    class Meta(AbstractBaseSession.Meta):
        indexes = [models.Index(fields=["user", "-seen_at"], name="session_of_account")]

    @classmethod
    def get_session_store_class(cls) -> Any:
        """Return the class that reads and writes these rows."""
        from .sessions import SessionStore

        return SessionStore
