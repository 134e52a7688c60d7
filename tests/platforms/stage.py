"""What the stages of a story on both platforms share: its group, and who was shown what as it is told."""

from collections.abc import Callable
from dataclasses import dataclass, field

from builders import group
from storybook import Sight, Story

from bot.group import Group, Tie
from bot.message import ChatId, MemberId
from bot.notice import Notice


def group_of(story: Story, chat: str, number_of: Callable[[str], MemberId]) -> Group:
    deputy = None if story.deputy is None else number_of(story.deputy)
    ties = (Tie(admin=number_of("Lena"), to="staff"),)
    return group(chats=(ChatId(chat),), mode=story.mode, deputy=deputy, ties=ties)


@dataclass
class Shown:
    """What people were shown since it was taken last; and what was said to whoever has just asked."""

    sights: list[Sight] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)

    def taken(self) -> tuple[Sight, ...]:
        taken, self.sights = tuple(self.sights), []
        return taken

    def begin_answer(self) -> None:
        self.answers = []

    def add(self, to: str, text: str, notice: Notice | None, asked_by: str | None) -> Sight | None:
        """A letter; or, to whoever asked, the answer, which is no sight."""
        if notice is None and to == asked_by:
            self.answers.append(text)
            return None
        sight = Sight(to, "nothing" if notice is None else notice.kind.value, text)
        self.sights.append(sight)
        return sight

    def follow(self, first: tuple[Sight, ...]) -> None:
        """Somebody's own words came after what was shown first: a letter sent again with them stands in its place."""
        again = {(sight.to, sight.kind) for sight in self.sights}
        self.sights = [sight for sight in first if (sight.to, sight.kind) not in again] + self.sights

    @property
    def answer(self) -> str:
        return "\n".join(self.answers)
