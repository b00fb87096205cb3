"""The questions about one contract in their order: which is next, what was answered, and how one is shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, url_for

from expatdesk.access.contract_form import PAGES, ContractPage, answers_in, stored_in
from expatdesk.access.contract_rows import Row, rows_of
from expatdesk.expat.household import Household
from expatdesk.housing import contract_words
from expatdesk.housing.contract_checks import save_answers
from expatdesk.housing.contract_models import ContractCheck
from expatdesk.housing.contract_queries import permit_for
from expatdesk.knowledge.book import open_book
from expatdesk.rules.letting import LettingPermit
from expatdesk.shared.forms import PageForm
from expatdesk.shared.i18n import gettext as _

# Handing the pages in, which is a page of its own.
HAND_IN = "pages"


@dataclass(frozen=True, slots=True)
class ContractQuestions:
    """All pages about a contract; that on permits only where the municipality has districts with one."""

    household: Household
    contract: ContractCheck

    @property
    def permit(self) -> LettingPermit | None:
        """The districts in which letting the home may need a permit."""
        return permit_for(self.contract, self.household.region, self.household.today)

    @property
    def pages(self) -> list[ContractPage]:
        """Those that are asked of this contract."""
        return [page for page in PAGES if page.slug != "permit" or self.permit]

    def find(self, slug: str) -> "Question | None":
        """The page of this name, if it is asked."""
        page = next((page for page in self.pages if page.slug == slug), None)
        return Question(self, page) if page else None

    def next_url(self, after: str = "") -> str:
        """Where to go on: after a page the one that follows, else the first that is not answered."""
        slugs = [page.slug for page in self.pages]
        if after:
            left = slugs[slugs.index(after) + 1 :]
        else:
            left = [slug for slug in slugs if slug not in self.contract.pages]
        return url_for("expat.contract_question", slug=left[0]) if left else url_for("expat.contract_pages")

    def sections(self) -> list[tuple[ContractPage, Sequence[Row]]]:
        """What was answered, page by page."""
        return [(page, rows_of(self.contract, page.form)) for page in self.pages]

    def place_of(self, slug: str) -> tuple[int, int]:
        """Which page it is, of how many; handing in is the last."""
        slugs = [*(page.slug for page in self.pages), HAND_IN]
        return slugs.index(slug) + 1, len(slugs)

    def before(self, slug: str) -> tuple[str, str]:
        """Where back leads, and its word."""
        slugs = [*(page.slug for page in self.pages), HAND_IN]
        place = slugs.index(slug)
        if place == 0:
            return url_for("expat.contract"), _("Back")
        return url_for("expat.contract_question", slug=slugs[place - 1]), _("Previous question")


@dataclass(frozen=True, slots=True)
class Question:
    """One page of questions."""

    questions: ContractQuestions
    page: ContractPage

    def form(self) -> PageForm:
        """The form as sent, else as it was answered before."""
        contract = self.questions.contract
        return self.page.form(data=stored_in(contract, is_answered=self.page.slug in contract.pages))

    @property
    def next_url(self) -> str:
        """Where it leads on."""
        return self.questions.next_url(self.page.slug)

    def save(self, form: PageForm) -> None:
        """Keep what was answered."""
        street = form["street"].data if "street" in form else None
        case, contract = self.questions.household.case, self.questions.contract
        save_answers(case, contract, self.page.slug, answers_in(form), street=street)

    def show(self, form: PageForm) -> str:
        """The page."""
        step, of = self.questions.place_of(self.page.slug)
        back_url, back_word = self.questions.before(self.page.slug)
        return render_template(
            f"expat/contract/{self.page.slug}.html", form=form, step=step, of=of, back_url=back_url,
            back_word=back_word, permit=self.questions.permit, topic=open_book().find(self.page.topic),
            contract=self.questions.contract, contract_words=contract_words,
        )  # fmt: skip
