import Foundation

/// Runs a program of the system and gives what it prints.
enum Command {
    struct Failed: Error {
        let command: String
        let status: Int32
    }

    static func output(_ words: String...) throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = words
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failed(command: words.joined(separator: " "), status: process.terminationStatus)
        }
        return output
    }
}
