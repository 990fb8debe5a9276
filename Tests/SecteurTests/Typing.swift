import Foundation
import Testing

/// The program at a terminal, and somebody who types what it asks for.
final class Typing {
    private let process = Process()
    private let master: Int32
    private(set) var screen = ""

    /// TIOCSPTLCK and TIOCGPTN of `ioctl_tty(2)`, which Swift doesn't import.
    private static let lockTerminal: UInt = 0x4004_5431
    private static let numberOfTerminal: UInt = 0x8004_5430

    init(_ program: Program, administering: Bool = false, _ arguments: String...) throws {
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var (locked, number): (Int32, UInt32) = (0, 0)
        try #require(ioctl(master, Self.lockTerminal, &locked) == 0)
        try #require(ioctl(master, Self.numberOfTerminal, &number) == 0)
        let slave = try #require(FileHandle(forUpdatingAtPath: "/dev/pts/\(number)"))
        process.executableURL = try Program.binary
        process.arguments = arguments
        process.environment = program.environment.merging(["TERM": "xterm"]) { $1 }
        if administering {
            process.environment?["XDG_RUNTIME_DIR"] = program.folder.path + "/admin"
        }
        (process.standardInput, process.standardOutput, process.standardError) =
            (slave, slave, slave)
        try process.run()
        try slave.close()
    }

    deinit {
        close(master)
    }

    /// Waits until the screen ends with `question`, and answers it.
    func answer(_ question: String, _ text: String) throws {
        while !screen.hasSuffix(question) {
            try #require(read(), "the program ended; its screen: \(screen)")
        }
        let line = Array((text + "\n").utf8)
        try #require(write(master, line, line.count) == line.count)
    }

    /// Reads the screen to its end. Returns the exit code.
    func finish() -> Int32 {
        while read() {}
        process.waitUntilExit()
        return process.terminationStatus
    }

    private func read() -> Bool {
        var bytes = [UInt8](repeating: 0, count: 1_024)
        let count = Foundation.read(master, &bytes, bytes.count)
        guard count > 0 else { return false }
        screen += String(decoding: bytes[..<count], as: UTF8.self)
        return true
    }
}
