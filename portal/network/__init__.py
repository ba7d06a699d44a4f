"""The network: meetings of the mothers, notices from the coordinator, and who has not been seen for a while.

A network meeting is an event for mothers only, often in the home of one of them. Around it stand an agenda, who
comes, and the minutes for those who could not. What the coordinator sees of who was seen when is never a ranking.
"""
