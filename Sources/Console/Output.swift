@preconcurrency internal import Glibc
internal import SyncCore
internal import Synchronization

/// Standard output and standard error.
///
/// Standard output is line-buffered wherever it goes, so that a log shows a line when it happened. A
/// reader that went away (`| head`) doesn't stop the work: further lines are dropped.
package enum Output {
    /// The first `errno` of a write that failed, other than a reader that went away.
    private static let failure = Atomic<Int32>(0)
    private static let prepared = Atomic<Bool>(false)

    /// Line buffering, and no death by SIGPIPE. `Console.run` calls it; calling it twice is harmless.
    package static func prepare() {
        guard !prepared.exchange(true, ordering: .relaxed) else { return }
        signal(SIGPIPE, SIG_IGN)
        setvbuf(stdout, nil, _IOLBF, 0)
    }

    /// Prints a line, or several.
    package static func line(_ text: String = "") {
        write(text + "\n", to: stdout)
    }

    /// Prints a text as it is, such as a file that ends its own lines.
    package static func text(_ text: String) {
        write(text, to: stdout)
    }

    /// Prints a JSON value on a line of its own.
    package static func json(_ value: JSON) {
        line(value.text)
    }

    /// Prints a line on standard error.
    package static func error(_ text: String) {
        write(text + "\n", to: stderr)
    }

    /// Prints on standard error without ending the line.
    package static func errorFragment(_ text: String) {
        write(text, to: stderr)
    }

    /// Writes what is still in the buffer; returns why standard output lost something, if it did.
    static func flush() -> OutputLost? {
        if fflush(stdout) != 0 { note(errno) }
        let code = failure.exchange(0, ordering: .relaxed)
        return code == 0 ? nil : OutputLost(errno: code)
    }

    private static func write(_ text: String, to file: UnsafeMutablePointer<FILE>?) {
        guard let file, fputs(text, file) < 0 else { return }
        if file == stdout { note(errno) }
        clearerr(file)
    }

    private static func note(_ code: Int32) {
        guard code != EPIPE else { return }
        _ = failure.compareExchange(expected: 0, desired: code, ordering: .relaxed)
    }
}

/// What the program printed didn't arrive.
struct OutputLost: ExitCoded {
    let errno: Int32

    let code = "output-lost"
    let exit = Exit.io

    var what: Phrase {
        let reason = String(cString: strerror(errno))
        return Phrase(
            fr: "l'affichage n'a pas pu être écrit en entier (\(reason))",
            en: "what is printed could not be written in full (\(reason))")
    }

    var remedy: Phrase {
        Phrase(
            fr: "le travail lui-même est fait ; faites de la place et relancez la commande",
            en: "the work itself is done; make room and run the command again")
    }
}
