"""What a newcomer may be interested in, in the words of the desk: for places, activities and people to meet."""

from enum import StrEnum


class Interest(StrEnum):
    """One thing that people like to do, or look for, in a new town."""

    LANGUAGES = "languages"
    SPORT = "sport"
    OUTDOORS = "outdoors"
    MUSIC = "music"
    ARTS = "arts"
    READING = "reading"
    FOOD = "food"
    GAMES = "games"
    TECHNOLOGY = "technology"
    HISTORY = "history"
    FAMILY = "family"
    FAITH = "faith"
    VOLUNTEERING = "volunteering"
    PROFESSION = "profession"
