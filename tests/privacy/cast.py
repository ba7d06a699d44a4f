"""What the purge says when there is nothing to do."""

from portal.privacy.purging import PURGES

NOTHING = {purge.__name__: 0 for purge in PURGES.values()}
