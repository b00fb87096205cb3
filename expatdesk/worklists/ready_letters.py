"""Words that ship for a mail to several households: the coordinator begins with them, and makes them their own."""

from expatdesk.worklists.letter_actions import Words

PARTNERS_EVENT = Words(
    "Bijeenkomst voor partners / event for partners",
    "Een bijeenkomst over werk, voor wie met u meekwam",
    "Bij ons is er binnenkort een bijeenkomst over werk in de regio. Zij is voor wie met u meekwam.\n\n"
    "U ontmoet er andere partners, en mensen die helpen bij het zoeken naar werk, een studie of "
    "vrijwilligerswerk.\n\n"
    "Op onze pagina met activiteiten leest u wanneer en waar. Daar meldt u zich ook aan.\n\n"
    "U krijgt deze mail omdat u zei dat wij u mogen uitnodigen. Wilt u dat niet meer? Neem het dan terug op uw "
    "pagina, onder “Mensen ontmoeten”.",
    "An event about work, for who came along with you",
    "Soon we have an event about work in the region. It is for who came along with you.\n\n"
    "You meet other partners there, and people who help with finding work, a study or a place as a volunteer.\n\n"
    "Our page with activities says when and where. There you sign up as well.\n\n"
    "You get this mail because you said that we may invite you. Would you rather not? Take it back on your page, "
    "under “People to meet”.",
)
READY = {"partners": PARTNERS_EVENT}
