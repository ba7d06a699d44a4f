"""What can be counted, put together for somebody: here the record of a mother's own experience.

She makes it herself, for a job interview or a school; it tells what she did and nothing about anybody else.
"""
