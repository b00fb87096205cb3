"""With what somebody signed in, in two words: enough to know one's own telephone again, and no more is kept."""

# The first that is named counts: Edge says that it is Chrome as well, and Chrome that it is Safari.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "CriOS/": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Macintosh": "Mac",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}
BETWEEN = ", "


def device_of(user_agent: str) -> str:
    """'Firefox, Android': what a browser calls itself, as far as it is known; empty where nothing of it is."""
    found = (_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent))
    return BETWEEN.join(word for word in found if word)


def _first(words: dict[str, str], user_agent: str) -> str:
    return next((word for sign, word in words.items() if sign in user_agent), "")
