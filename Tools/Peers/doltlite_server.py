"""doltlite's own HTTP remote on loopback, from the library in its wheel.

doltlite_server.py LIBRARY FOLDER PORT
"""

import ctypes
import signal
import sys


def main() -> None:
    library = ctypes.CDLL(sys.argv[1])
    serve = library.doltliteServeAsync
    serve.restype = ctypes.c_void_p
    # The third argument is a token; without it the call is undefined.
    serve.argtypes = [ctypes.c_char_p, ctypes.c_int, ctypes.c_void_p]
    if not serve(sys.argv[2].encode(), int(sys.argv[3]), None):
        sys.exit("doltlite_server: the remote can't be served")
    signal.pause()


main()
