"""Storms: real servers and processes against one database, to see whether what holds for one holds for all."""
