internal import Glibc

/// What is known of the terminal behind a standard stream.
package enum Terminal {
    /// A standard stream.
    package enum Stream: Int32, Sendable {
        case input = 0
        case output = 1
        case error = 2
    }

    /// Whether a person sees the stream and can be shown a line that changes.
    package static func isInteractive(_ stream: Stream) -> Bool {
        isatty(stream.rawValue) == 1 && Environment.process["TERM"] != "dumb"
    }

    /// The terminal's columns; `nil` when the stream goes to a file, a pipe or a log.
    package static func columns(_ stream: Stream = .output) -> Int? {
        guard isatty(stream.rawValue) == 1 else { return nil }
        var size = winsize()
        guard ioctl(stream.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return 80
        }
        return Int(size.ws_col)
    }
}
