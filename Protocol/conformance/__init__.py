"""A second implementation of Secteur's wire format, written from `Protocol/` and not from the code.

It decodes, joins, packs and digests what the test vectors and the captures of real syncs hold, and
checks both against the CDDL. Run it by `Tools/conformance`.
"""
