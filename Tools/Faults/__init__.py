"""Faults on the real programs: kills, old files, full disks, wrong clocks, bad networks.

A life of a hub and a few offices is led through the commands that people type. What each command
acknowledged is kept in a ledger outside; afterwards the judges read the files.
"""
