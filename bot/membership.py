"""Which groups somebody is in now: asked of the platforms at this very moment, and never remembered."""

from collections.abc import Callable, Iterable

from bot.group import Group
from bot.message import MemberId
from bot.ports import Platform, PostponedError


async def groups_of(
    member: MemberId, groups: Iterable[Group], platform: Callable[[Group], Platform]
) -> tuple[Group, ...]:
    """Of these. A group whose platform cannot say just now is not among them."""
    found = []
    for group in groups:
        try:
            is_in = await platform(group).is_member(group, member)
        except PostponedError:
            continue
        found += [group] if is_in else []
    return tuple(found)
