import unittest

import zstandard

from http_capture import UnreadableCapture, messages


class HTTPCaptureTests(unittest.TestCase):
    def test_every_request_of_a_connection_is_read_and_unpacked(self) -> None:
        packed = zstandard.compress(b"content" * 50)
        stream = (
            b"POST /v1/exchange HTTP/1.1\r\nContent-Encoding: zstd\r\n"
            + b"Content-Length: %d\r\n\r\n" % len(packed)
            + packed
            + b"GET /v1/health HTTP/1.1\r\nHost: h\r\n\r\n"
            + b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x\r\nde\r\n0\r\n\r\n"
        )
        read = list(messages(stream))
        self.assertEqual([message.content for message in read], [b"content" * 50, b"", b"abcde"])
        self.assertTrue(all(message.is_whole for message in read))
        self.assertEqual(read[1].headers, {"host": "h"})

    def test_a_body_in_two_frames_is_unpacked_to_its_end(self) -> None:
        packed = zstandard.compress(b"one") + zstandard.compress(b"two")
        head = b"POST / HTTP/1.1\r\nContent-Encoding: zstd\r\nContent-Length: %d\r\n\r\n"
        (message,) = messages(head % len(packed) + packed)
        self.assertEqual(message.content, b"onetwo")

    def test_a_connection_that_was_cut_keeps_all_its_bytes(self) -> None:
        for stream, body in [
            (b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc", b"abc"),
            (b"POST / HTT", b"POST / HTT"),
            (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", b"ab"),
        ]:
            (message,) = messages(stream)
            self.assertEqual((message.content, message.is_whole), (body, False))

    def test_what_is_no_http_is_not_vouched_for(self) -> None:
        with self.assertRaises(UnreadableCapture):
            list(messages(b"\x16\x03\x01 hello\r\n\r\n"))
        with self.assertRaises(UnreadableCapture):
            (message,) = messages(
                b"POST / HTTP/1.1\r\nContent-Encoding: zstd\r\nContent-Length: 3\r\n\r\nabc"
            )
            message.content
