import getpass
import smtplib
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts import second_factor
from accounts.models import SignInFailure, User
from accounts.resetting import give_first_password
from accounts.signals import tell


class Command(BaseCommand):
    help = (
        "Let somebody in who has lost password or phone: a new first password, no second factor. Tells all superadmins."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the account's name."""
        parser.add_argument("username")
        parser.add_argument("--activate", action="store_true", help="also an account that may no longer sign in")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the command."""
        account = User.objects.filter(username__iexact=options["username"]).first()
        if account is None:
            raise CommandError(f"There is no account {options['username']}.")
        if not account.is_active and not options["activate"]:
            raise CommandError(f"{account.username} may no longer sign in. If that is wrong: --activate")
        with transaction.atomic():
            if not account.is_active:
                account.is_active = True
                account.save(update_fields=["is_active"])
            second_factor.turn_off(account)
            password = give_first_password(account)
            names = [account.username.lower(), f"#{account.pk}"]
            SignInFailure.objects.filter(username__in=names).delete()
            tell("break_glass", account, detail=self._who())
        self.stdout.write(f"User name: {account.username}\nPassword, for one sign-in: {password}")
        self._tell_superadmins(account)

    def _who(self) -> str:
        try:
            return getpass.getuser()
        except (KeyError, OSError):  # an account of the machine without a name
            return ""

    def _tell_superadmins(self, account: User) -> None:
        people = User.objects.filter(is_superuser=True, is_active=True).exclude(email="")
        addresses = list(people.values_list("email", flat=True))
        with translation.override(settings.LANGUAGE_CODE):
            subject = _("Emergency access to the account %(name)s") % {"name": account.username}
            text = render_to_string("mail/break_glass.txt", {"account": account, "now": timezone.now()})
        for address in addresses:
            try:
                send_mail(subject, text, None, [address])
            except (OSError, smtplib.SMTPException) as error:
                self.stderr.write(f"{address} could not be told: {error}")
        if not addresses:
            self.stderr.write("No superadmin has an e-mail address: nobody was told.")
