"""Two coordinators who save the same answer at one moment: one is told, and no version is lost."""

from flask import Flask

from expatdesk.cases.refusals import StaleVersion
from expatdesk.knowledge.actions import save_topic
from expatdesk.knowledge.files import shipped_topics
from expatdesk.knowledge.models import Standing
from expatdesk.knowledge.queries import versions_of
from expatdesk.logbook.models import SYSTEM
from expatdesk.rules.region import Region
from expatdesk.shared.db import begin_immediate, session
from tests.at_once import both


def test_one_of_two_is_told(real_app: Flask, region: Region) -> None:
    outcomes = []

    def saves() -> None:
        begin_immediate()
        topic = shipped_topics()["digid"]
        try:
            save_topic(topic, standing=Standing.PUBLISHED, why="At once", after=0, by=SYSTEM, region=region)
            session.commit()
            outcomes.append("saved")
        except StaleVersion:
            session.rollback()
            outcomes.append("told")

    both(real_app, saves)
    assert sorted(outcomes) == ["saved", "told"]
    assert [version.number for version in versions_of("digid")] == [1]
