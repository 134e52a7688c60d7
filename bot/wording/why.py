"""Why somebody got their notes: each with its words, the matched ones marked, and the rule that found them."""

from datetime import datetime

from bot.group import Group
from bot.incident import Incident
from bot.rulebook.book import Rulebook
from bot.wording import dates
from bot.wording.lint import forbidden
from bot.wording.locale import ENGLISH
from bot.wording.phrasebook import Phrasebook
from bot.wording.shown import plain, quote

EXCERPT, WORDS = 160, 80  # letters


def why(book: Phrasebook, *, group: Group, incidents: tuple[Incident, ...], rulebook: Rulebook, now: datetime) -> str:
    """To whoever wrote them. `incidents`: the latest first."""
    head = book.say("why.head")
    blocks = ["\n".join(_one(book, group, incident, rulebook, now)) for incident in incidents]
    return "\n\n".join((head, *blocks, book.say("why.ask")))


def _one(book: Phrasebook, group: Group, incident: Incident, rulebook: Rulebook, now: datetime) -> tuple[str, ...]:
    lines = []
    for said in incident.said:
        excerpt = quote(said.excerpt, said.spans, EXCERPT) if said.excerpt else book.say("why.not-kept")
        when = dates.moment(book, said.sent_at, now, group.timezone)
        lines.append(book.say("why.said", when=when, excerpt=excerpt))
    return (*lines, _because(book, incident, rulebook))


def _because(book: Phrasebook, incident: Incident, rulebook: Rulebook) -> str:
    chief = incident.chief
    rule = next((each for each in rulebook.rules if each.id == chief.rule), None)
    reason = rule.title if rule is not None else ""
    if not reason or book.language != ENGLISH or forbidden(reason, book.forbidden.to_member()):
        whom = book.say(f"whom.{chief.target.kind.value}")
        key = f"notes.{chief.wording}.brief"
        reason = book.say(key if key in book.texts else "notes.general.brief", whom=whom)
    is_learned = rule is not None and rule.reads_like is not None and not rule.says
    if is_learned and (words := _matched(incident)):
        return book.say("why.learned", reason=reason, words=words)
    return book.say("why.rule", reason=reason)


def _matched(incident: Incident) -> str:
    """The words that weighed most, as its poster wrote them."""
    found = [said.excerpt[span.start : span.end] for said in incident.said if said.excerpt for span in said.spans]
    return plain(", ".join(f"“{words}”" for words in dict.fromkeys(found)), WORDS)
