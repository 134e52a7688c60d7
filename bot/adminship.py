"""Who administers a group now: asked of its platform at this very moment, and never remembered."""

from bot.group import Group
from bot.message import Member, MemberId
from bot.ports import Platform, PostponedError


async def admins_now(platform: Platform, group: Group) -> tuple[Member, ...] | None:
    """None while the platform cannot say; what that means is for whoever asks to decide."""
    try:
        return await platform.admins(group)
    except PostponedError:
        return None


async def is_admin_now(member: MemberId, platform: Platform, group: Group) -> bool:
    """While the platform cannot say, nobody is."""
    return any(admin.id == member for admin in await admins_now(platform, group) or ())
