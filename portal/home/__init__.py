"""Home: the front doors, put together from all the other rooms.

For residents: the way from ``/`` or a poster's code to one's own language, who we are, and what happens with data.
For members: the page that opens on tonight's event, with what waits for her.
"""
