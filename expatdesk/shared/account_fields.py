"""The forms by which somebody gets an account, or a department of an employer, at whichever door."""

from wtforms import BooleanField, Field, ValidationError
from wtforms.validators import Optional

from expatdesk.shared.forms import LineField, Needed, PageForm, Plain, mail_address
from expatdesk.shared.i18n import lazy_gettext as _l

LIMITS = (Optional(strip_whitespace=True), Plain(100))


class DepartmentForm(PageForm):
    """The department whose hires somebody sees."""

    department = LineField(_l("Only hires of this department"), LIMITS)


class PersonForm(PageForm):
    """Who it is."""

    name = LineField(_l("First and last name"), [Needed(_l("Fill in the name.")), Plain(200)])
    email = LineField(_l("E-mail address at work"), [Needed(_l("Fill in the e-mail address.")), mail_address])


class AccountForm(PersonForm):
    """Who of an employer it is, whether they let others in, and whether they see all hires."""

    is_admin = BooleanField(_l("Admin: lets colleagues in"))
    department = LineField(_l("Only hires of this department"), LIMITS)

    def validate_department(self, field: Field) -> None:
        """Raise ValidationError where an admin is to be limited."""
        if self.is_admin.data and field.data:
            raise ValidationError(_l("An admin sees all hires. Leave the department open, or take the tick away."))
