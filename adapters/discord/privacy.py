"""What lets outsiders look into a Discord server, and the taps that close it. Pure."""

from collections.abc import Sequence

import discord

from adapters.discord.rights import Place
from bot.checkup import Checked, Outcome

FOUND = {"DISCOVERABLE": "Server Discovery lists the server", "PREVIEW_ENABLED": "outsiders can look before they join"}
FAMOUS = {"PARTNERED", "VERIFIED"}
YOUNG = ("pupil", "student", "teen", "kids only", "under 18", "under-18", "u18", "class of", "sixth form", "homework")
"""In the name of a channel or a role: children may be here themselves. Discord tells a bot nobody's age."""


def is_public(guild: discord.Guild) -> bool:
    """Can somebody come in whom nobody has invited? Then all of it is read by anybody who likes.

    Community alone lists nothing, and a look before the rules are accepted is for whoever was invited.
    """
    is_found = {"DISCOVERABLE", *FAMOUS} & set(guild.features) or guild.vanity_url_code
    return bool(is_found) or (guild.widget_enabled and guild.widget_channel is not None)  # it shows an invite


def privacy(guild: discord.Guild, places: Sequence[Place]) -> tuple[Checked, ...]:
    """As far as the server itself tells."""
    return (*_public(guild), *_open(guild, places), *_young(guild, places))


def may_be_young(guild: discord.Guild, places: Sequence[discord.abc.GuildChannel | discord.Thread]) -> tuple[str, ...]:
    """What says that children may be there themselves. A hint, no finding: who is young is for people to know."""
    names = [f"#{place.name}" for place in places] + [role.name for role in guild.roles]
    hints = [name for name in names if any(word in name.casefold().replace("-", " ") for word in YOUNG)]
    if "LINKED_TO_HUB" in guild.features:
        hints.append("a student hub")
    return tuple(hints[:3])


def _young(guild: discord.Guild, places: Sequence[Place]) -> tuple[Checked, ...]:
    hints = may_be_young(guild, places)
    if not hints:
        return ()
    return (
        _ask(
            f"Children may be here themselves ({', '.join(hints)}). The bot writes for parents: keep children's"
            " channels out of its sight (Edit Channel, Permissions, deny it View Channel)."
        ),
    )


def invites(found: Sequence[discord.Invite]) -> tuple[Checked, ...]:
    endless = [each for each in found if not each.max_age and not each.max_uses]
    if not endless:
        return ()
    return (
        _fix(
            f"{len(endless)} invite links never end: whoever holds one can join."
            " Tap Server Settings, Invites, and take them away. New ones should end."
        ),
    )


def passers_on(webhooks: int | None, templates: int | None, integrations: int | None) -> tuple[Checked, ...]:
    """How many there are of each; None when the bot may not know."""
    found = []
    if webhooks:
        found.append(_ask(f"{webhooks} webhooks post here. Are they known? Server Settings, Integrations, Webhooks."))
    if integrations:
        found.append(_ask(f"{integrations} other apps are here. Are they known? Server Settings, Integrations."))
    if templates:
        found.append(_ask("The server has a template, which shows its channels to whoever has the link."))
    return tuple(found)


def _public(guild: discord.Guild) -> tuple[Checked, ...]:
    found = []
    features = set(guild.features)
    for feature, what in FOUND.items():
        if feature in features:
            found.append(_fix(f"Anybody can find it: {what}. Tap Server Settings, Discovery, Disable."))
    if features & FAMOUS:
        found.append(_fix("It is a partnered or verified server, and those are public. Use another for parents."))
    elif "COMMUNITY" in features and "DISCOVERABLE" not in features:
        found.append(_ask("Community is on: one tap more and Discovery lists it. Server Settings, Disable Community."))
    if guild.vanity_url_code:
        found.append(_fix("It has an address of its own that anybody can guess. Server Settings, Custom Invite Link."))
    if guild.widget_enabled:
        found.append(_fix("Its widget shows anybody who is online. Tap Server Settings, Engagement, Server Widget."))
    return tuple(found)


def _open(guild: discord.Guild, places: Sequence[Place]) -> tuple[Checked, ...]:
    found, everyone = [], guild.default_role
    may = {place: place.permissions_for(everyone) for place in places}
    if any(each.create_instant_invite for each in may.values()):
        found.append(
            _ask("Every member may invite people. Tap Server Settings, Roles, @everyone, and deny Create Invite.")
        )
    is_gated = "MEMBER_VERIFICATION_GATE_ENABLED" in guild.features
    if guild.verification_level.value < discord.VerificationLevel.medium.value and not is_gated:
        found.append(
            _ask(
                "Whoever joins can write at once. Tap Server Settings, Safety Setup, and raise the verification level."
            )
        )
    if guild.mfa_level is discord.MFALevel.disabled:
        found.append(
            _ask(
                "One stolen password is enough to run the server. Tap Server Settings, Safety Setup, and require 2FA"
                " for moderator actions."
            )
        )
    seen = [f"#{place.name}" for place in places if may[place].view_channel]
    if seen:
        found.append(_ask(f"Every member, also one who joined a minute ago, can read {', '.join(seen)}."))
    news = [f"#{place.name}" for place in places if isinstance(place, discord.TextChannel) and place.is_news()]
    if news:
        found.append(_ask(f"Other servers can follow {', '.join(news)}, and show there what is announced."))
    mighty = [role.name for role in guild.roles if role.is_bot_managed() and role.permissions.administrator]
    if mighty:
        found.append(
            _ask(f"These bots may do and read everything: {', '.join(mighty)}. Server Settings, Roles, Administrator.")
        )
    return tuple(found)


def _fix(text: str) -> Checked:
    return Checked(Outcome.FIX, text)


def _ask(text: str) -> Checked:
    return Checked(Outcome.ASK, text)
