"""The course: who would like to become a neighbourhood mother, or the same for fathers, and the course itself.

The page says truthfully whether a course is planned. A course is a series of events of the kind "course evening"
(13 weeks of 3 hours is the usual one); people are invited in the order of the list, their attendance is noted per
evening, and whoever was at the set share of them has completed it and can be given an account in one tap.
"""
