"""The report as one page of HTML that needs nothing else: no script, no request, light or dark, on paper too."""

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.report import words
from bot.report.chart import HEIGHT, LEFT, WIDTH, chart
from bot.report.summary import Summary


def page(summary: Summary) -> str:
    return rendered(
        "page.html", summary=summary, words=words, chart=chart(summary), width=WIDTH, height=HEIGHT, left=LEFT
    )


def rendered(template: str, **values: object) -> str:
    """One of the pages beside this file; whatever a person wrote is escaped."""
    environment = Environment(
        loader=PackageLoader("bot.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(template).render(**values)
