from flask.cli import AppGroup

privacy = AppGroup("privacy")
