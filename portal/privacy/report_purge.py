"""When what was told for the report goes: stories taken back, lines of closed accounts, answers of interviews."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Member
from portal.core.i18n import to_local
from portal.core.personal_data import Keep
from portal.privacy.purging import blank, purges
from portal.stories.models import Interview, MotherLine, Story

LINE_KEPT: Final = timedelta(days=90)
INTERVIEW_KEPT: Final = timedelta(days=365)


@purges(Story, Keep.STORY)
def stories_taken_back(session: Session, now: datetime) -> int:
    """Stories that were taken back; taking one back blanks it at once, so this finds what was left behind."""
    return blank(session, Story, Keep.STORY, Story.withdrawn_at <= now)


@purges(MotherLine, Keep.LINE)
def lines_of_closed_accounts(session: Session, now: datetime) -> int:
    """What a mother said of herself, 90 days after her account was closed."""
    gone = select(Member.id).where(Member.disabled_at <= now - LINE_KEPT)
    return blank(session, MotherLine, Keep.LINE, MotherLine.member_id.in_(gone))


@purges(Interview, Keep.INTERVIEW)
def answers(session: Session, now: datetime) -> int:
    """What was answered in an interview, a year later."""
    return blank(session, Interview, Keep.INTERVIEW, Interview.day <= to_local(now - INTERVIEW_KEPT).date())
