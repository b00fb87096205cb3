"""The page on which the desk reads a rental contract: its pages, what was answered, what is found in it."""

from functools import cached_property

from flask import render_template, url_for

from expatdesk.access.acting import the_region
from expatdesk.access.contract_form import PAGES, TITLES
from expatdesk.access.contract_form import ContractPage as Questions
from expatdesk.access.contract_rows import Row, rows_of
from expatdesk.access.policy import may_open_contract
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.words import language_name
from expatdesk.desk.forms.contracts import REMARK, JudgeForm
from expatdesk.desk.worklist_rows import time_left
from expatdesk.documents.contract_files import files_of_contract
from expatdesk.documents.models import Attachment
from expatdesk.housing import contract_words
from expatdesk.housing.contract_models import ContractCheck, ContractState
from expatdesk.housing.contract_queries import findings_of, permit_for, read_by, remarks_of
from expatdesk.rules.contract_check import SEVERITY, Finding
from expatdesk.rules.letting import LettingPermit
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import long_date


class ContractPage:
    """One contract as the desk reads it today."""

    def __init__(self, case: Case, contract: ContractCheck) -> None:
        self.case, self.contract = case, contract

    @cached_property
    def findings(self) -> list[Finding]:
        """What is found, the worst first."""
        found = findings_of(self.contract, self.case, the_region(), today())
        return sorted(found, key=lambda one: -SEVERITY.index(one.standing))

    @cached_property
    def form(self) -> JudgeForm:
        """The form for the judgement, as sent or empty."""
        return JudgeForm.of([one.check for one in self.findings], data={"version": self.contract.version})

    @property
    def may_judge(self) -> bool:
        """Whether it waits for the desk."""
        return self.contract.state == ContractState.WITH_DESK and self.case.state == CaseState.OPEN

    @property
    def permit(self) -> LettingPermit | None:
        """The districts in which letting the home may need a permit."""
        return permit_for(self.contract, the_region(), today())

    @property
    def files(self) -> list[Attachment]:
        """The files that the visitor may open."""
        files = files_of_contract(self.case.id, self.contract.id)
        return [file for file in files if may_open_contract(current_visitor(), self.contract, file)]

    @property
    def sheets(self) -> list[str]:
        """The address of each sheet as a picture."""
        case, contract = self.case.id, self.contract.id
        return [
            url_for("desk.contract_sheet", case_id=case, contract_id=contract, file_id=file.id, sheet=sheet)
            for file in self.files
            for sheet in range(1, file.sheets + 1)
        ]

    @property
    def under(self) -> list[str]:
        """What stands under the title: the home, and by when we promised to read it."""
        lines = [self.contract.street, self.contract.facts.postcode or ""]
        if self.may_judge and (day := read_by(self.contract, the_region())):
            lines.append(
                _("We promised it by %(day)s: %(left)s.", day=long_date(day), left=time_left(day, today()))
            )
        return lines

    @property
    def their_language(self) -> str:
        """The household's language by its name."""
        return language_name(self.case.language)

    @property
    def _sections(self) -> list[tuple[Questions, list[Row]]]:
        """What was answered, part by part."""
        asked = [one for one in PAGES if one.slug != "permit" or self.permit]
        return [(one, rows_of(self.contract, one.form)) for one in asked]

    def show(self, *, is_stale: bool = False) -> str:
        """The page."""
        return render_template(
            "desk/contracts/contract.html", case=self.case, contract=self.contract, page=self, form=self.form,
            findings=self.findings, remarks=remarks_of(self.contract), contract_words=contract_words,
            remark_on=REMARK, is_stale=is_stale, titles=TITLES,
            sections=self._sections,
        )  # fmt: skip

    def stale(self) -> tuple[str, int]:
        """Somebody was first: the page as it is now, with what was typed."""
        self.__dict__.pop("findings", None)
        self.form.version.data = self.contract.version
        return self.show(is_stale=True), 409
