"""What the pages open to all need, and those of getting in."""

from expatdesk.access.permissions import Permission as P
from expatdesk.access.rules import Rule

OPEN_TO_ALL = (
    "public.choose_language", "public.accessibility", "public.privacy", "public.answers", "public.answer",
    "public.words", "public.guide", "public.place", "public.can_help", "public.live", "public.ready", "public.ask",
    "public.send_question", "public.asked", "public.robots", "public.security", "public.waiting_room",
    "public.manifest", "public.service_worker", "public.without_connection",
    "public.activities", "public.activity", "public.activities_calendar", "public.activities_json",
)  # fmt: skip
# Also an employer that nobody knows yet, and asks to be let in.
TO_GET_IN = (
    "signin.start", "signin.sent", "signin.case_code", "signin.link", "signin.login", "signin.forgotten",
    "signin.forgotten_sent", "signin.choose_password", "signin.register", "signin.registered",
    "signin.confirm_registration",
)  # fmt: skip
# Who asks without a case, and a partner, have no account: the address in a mail is the key to one question alone.
BY_LINK = (
    "public.own_question", "public.add_to_question", "public.confirm_question", "public.erase_question",
    "public.partner", "public.partner_answered",
)  # fmt: skip

# A volunteer has no account either: a link in a mail opens their own page.
BUDDIES = (
    "public.be_buddy", "public.buddy_asked", "public.confirm_buddy", "public.buddy", "public.act_as_buddy",
    "public.buddy_thanks", "public.answer_newcomer", "public.newcomer_problem",
)  # fmt: skip

OF_EVERYBODY: dict[str, Rule] = {
    "static": Rule(P.SEE_PUBLIC_PAGES),
    "signin.change_password": Rule(P.CHANGE_PASSWORD),
    "signin.make_secret": Rule(P.SEE_OWN_CASE, fresh=True, stands_on="expat.status"),
    "signin.confirm": Rule(P.SIGN_OUT),
    "signin.confirm_by_mail": Rule(P.SEE_OWN_PAGE),
    "signin.stay": Rule(P.SIGN_OUT),
    "signin.sign_out": Rule(P.SIGN_OUT),
    "signin.signed_out": Rule(P.SEE_PUBLIC_PAGES),
    # Everybody.
    "public.start": Rule(P.SEE_PUBLIC_PAGES),
    "public.sign_up": Rule(P.SIGN_IN),
    "public.signed_up": Rule(P.SIGN_IN),
    "public.confirm_sign_up": Rule(P.SIGN_IN),
    **dict.fromkeys((*OPEN_TO_ALL, *BY_LINK, *BUDDIES), Rule(P.SEE_PUBLIC_PAGES)),
    **dict.fromkeys(TO_GET_IN, Rule(P.SIGN_IN)),
    "public.mails": Rule(P.SEE_DEMO_MAILS),
    "public.mail": Rule(P.SEE_DEMO_MAILS),
    "public.mail_as_shown": Rule(P.SEE_DEMO_MAILS),
}
