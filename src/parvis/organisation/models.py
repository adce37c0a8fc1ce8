"""Departments and their sectors; accounts (sign-in, platform-wide), agents (an account's row in a tenant), roles."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from parvis.tenancy.isolation import TenantForeignKey, TenantModel


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email=(username or "").strip().lower())

    def create_account(self, email: str, password: str | None, name: str) -> "Account":
        account = self.model(email=email.strip().lower(), name=name)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """Sign-in only: e-mail, password, factors. Platform-wide, so that staff shared by a commune and its CCAS have one."""

    email = models.EmailField("adresse électronique", max_length=254, unique=True)
    name = models.CharField("nom", max_length=200)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = AccountManager()

    class Meta:
        verbose_name = "compte"
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="account_email_unique", violation_error_message="Ce compte existe déjà."
            )
        ]

    def __str__(self) -> str:
        return self.email


class Sector(TenantModel):
    """A domain of the law: cases of a sealed sector do not exist outside it."""

    code = models.SlugField(max_length=40)
    name = models.CharField("nom", max_length=120)
    sealed = models.BooleanField("cloisonné", default=False)

    class Meta:
        verbose_name = "secteur"
        constraints = [models.UniqueConstraint(fields=["tenant", "code"], name="sector_code_unique")]

    def __str__(self) -> str:
        return self.name


class Department(TenantModel):
    code = models.CharField("code", max_length=12)
    name = models.CharField("nom", max_length=150)
    sector = TenantForeignKey(Sector, related_name="departments", verbose_name="secteur")
    #: Sealed sectors it also works in (children's health at the schools' service), by identifier.
    also_sectors = ArrayField(
        models.BigIntegerField(), default=list, blank=True, verbose_name="secteurs traités en plus du sien"
    )
    parent = TenantForeignKey(
        "self", null=True, blank=True, related_name="children", verbose_name="direction"
    )
    address = models.TextField("adresse postale", blank=True)
    email = models.EmailField("adresse électronique", blank=True)
    phone = models.CharField("téléphone", max_length=30, blank=True)
    is_dispatcher = models.BooleanField("reçoit ce que personne d'autre ne prend", default=False)
    active = models.BooleanField(default=True)

    class Meta:
        verbose_name = "service"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "code"],
                name="department_code_unique",
                violation_error_message="Un service porte déjà ce code.",
            ),
            models.UniqueConstraint(
                fields=["tenant"], condition=Q(is_dispatcher=True), name="one_dispatching_department"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def sector_ids(self) -> set[int]:
        """Every sector whose cases its agents handle."""
        return {self.sector_id, *self.also_sectors}


class Agent(TenantModel):
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    display_name = models.CharField("prénom et nom", max_length=200)
    sort_name = models.CharField(max_length=200, db_collation="C")
    title = models.CharField("qualité", max_length=150, blank=True)
    phone = models.CharField("téléphone", max_length=30, blank=True)
    anonymous = models.BooleanField("signe sans son nom", default=False)
    active = models.BooleanField(default=True)
    #: End of the last sealed case they opened in emergency; spares the others a question at each page.
    emergency_until = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "agent"
        constraints = [models.UniqueConstraint(fields=["tenant", "account"], name="agent_account_unique")]

    def __str__(self) -> str:
        return self.display_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        from parvis.kit.names import sort_name

        self.sort_name = sort_name(self.display_name)
        super().save(*args, **kwargs)


class Role(models.TextChoices):
    FRONT_DESK = "front_desk", "Agent d'accueil"
    CASE_WORKER = "case_worker", "Agent traitant"
    DISPATCHER = "dispatcher", "Régulateur"
    MANAGER = "manager", "Chef de service"
    FIELD = "field", "Agent de terrain"
    EXECUTIVE = "executive", "Direction générale"
    ELECTED = "elected", "Élu"
    CABINET = "cabinet", "Cabinet"
    COMMUNICATION = "communication", "Communication"
    DPO = "dpo", "Délégué à la protection des données"
    ADMINISTRATOR = "administrator", "Administrateur"


class Membership(TenantModel):
    """A role of an agent, in one department or (no department) in the whole town hall."""

    agent = TenantForeignKey(Agent, related_name="memberships", on_delete_row="cascade")
    department = TenantForeignKey(Department, null=True, blank=True, related_name="memberships")
    role = models.CharField("rôle", max_length=20, choices=Role)

    class Meta:
        verbose_name = "rôle"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "agent", "department", "role"],
                name="membership_unique",
                nulls_distinct=False,
                violation_error_message="Cet agent a déjà ce rôle dans ce service.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}"


class SignInAttempt(models.Model):
    """A refused sign-in, or a forgotten password, counted for a quarter of an hour. Platform-wide, like accounts."""

    purpose = models.CharField(max_length=10)
    account = models.CharField(max_length=40, help_text="Empreinte de l'adresse électronique.")
    address = models.CharField(max_length=40, help_text="Empreinte de l'adresse réseau.")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "essai de connexion"
        indexes = [
            models.Index(fields=["account", "at"], name="signinattempt_account"),
            models.Index(fields=["address", "at"], name="signinattempt_address"),
            models.Index(fields=["at"], name="signinattempt_at"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.at:%Y-%m-%d %H:%M}"
