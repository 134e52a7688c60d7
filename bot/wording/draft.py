"""A language's wording beside the English one, as a file for whoever speaks both to read."""

from bot.wording import contract
from bot.wording.phrasebook import Phrasebook, Template


def page(english: Phrasebook, draft: Phrasebook) -> bytes:
    """Everything a member may be sent: the English, then the draft; what the draft leaves to English comes last."""
    keys = [key for key in english.texts if key.partition(".")[0] in PARTS]
    own = [key for key in english.texts if key in draft.own and not key.startswith("plurals.")]
    blocks = [f"{key}\n  {_shown(english.texts[key])}\n  {_shown(draft.texts[key])}" for key in own]
    forms = [f"{key}\n  {_shown(draft.texts[key])}" for key in sorted(draft.own) if key.startswith("plurals.")]
    stand_ins = [
        f"gaps.{name}\n  {english.gaps[name]}\n  {said}"
        for name, said in sorted(draft.gaps.items())
        if said != english.gaps[name]
    ]
    left = [f"{key}\n  {_shown(english.texts[key])}" for key in keys if key not in draft.own]
    return "\n\n".join((*blocks, *forms, *stand_ins, *left)).encode("utf-8-sig")


PARTS = (*contract.MEMBER, "contacts", "messages", "dates", "joined")


def _shown(template: Template) -> str:
    return "".join(f"{plain}{'' if value is None else '{' + value + '}'}" for plain, value in template).replace(
        "\n", "\n  "
    )
