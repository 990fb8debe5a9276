import Confinement
import Foundation
import Testing

/// What this machine's kernel really takes away, tried by a program of its own that confines itself
/// as `secteur-sync` does.
@Suite(
    .enabled(
        if: LandlockVersion.running != nil,
        "SKIPPED: this kernel has no Landlock, so nothing shows that it keeps a sync confined"))
final class ProbeTests {
    private let office: String
    private var shared: String { office + "/shared" }
    private let listener: Socket

    init() throws {
        office = NSTemporaryDirectory() + "secteur-confined-\(UUID().uuidString)"
        listener = try Socket()
        let files = FileManager.default
        try files.createDirectory(atPath: office + "/shared", withIntermediateDirectories: true)
        for name in ["dossiers.sqlite", "office.key", "shared/summaries.sqlite"] {
            try Data("CANARI".utf8).write(to: URL(filePath: office + "/" + name))
        }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: office)
    }

    /// What came of each attempt: `errno`, or 0.
    private func probe(_ attempts: [String], port: UInt16 = 1) throws -> [String: Int32] {
        let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        let process = Process()
        process.executableURL = tests.deletingLastPathComponent()
            .appending(path: "confinement-probe")
        process.arguments = [shared, "\(port)"] + attempts
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        var outcomes: [String: Int32] = [:]
        for line in String(decoding: text, as: UTF8.self).split(separator: "\n").dropFirst() {
            let space = try #require(line.lastIndex(of: " "))
            outcomes[String(line[..<space])] = Int32(line[line.index(after: space)...])
        }
        try #require(outcomes.count == attempts.count)
        return outcomes
    }

    @Test func theCaseFilesCannotBeOpenedByAnyWay() throws {
        // Whoever runs the tests, root too, may read them otherwise.
        #expect(FileManager.default.isReadableFile(atPath: office + "/dossiers.sqlite"))
        try FileManager.default.createSymbolicLink(
            atPath: shared + "/way", withDestinationPath: office + "/dossiers.sqlite")
        let attempts = [
            "read:\(office)/dossiers.sqlite", "read:\(shared)/../dossiers.sqlite",
            "read:\(shared)/way", "write:\(office)/dossiers.sqlite", "read:\(office)/office.key",
            "list:\(office)", "remove:\(office)/dossiers.sqlite", "make:\(office)/other",
            "list:/", "list:/home", "list:/root", "list:/tmp",
        ]
        for (attempt, outcome) in try probe(attempts) {
            #expect(outcome == EACCES, "\(attempt)")
        }
        #expect(FileManager.default.fileExists(atPath: office + "/dossiers.sqlite"))
    }

    @Test func whatASyncNeedsOfItsFolderStays() throws {
        let kept = [
            "read:\(shared)/summaries.sqlite", "write:\(shared)/summaries.sqlite",
            "list:\(shared)", "make:\(shared)/summaries.sqlite-wal",
        ]
        #expect(try probe(kept).values.allSatisfy { $0 == 0 })
        #expect(try probe(["remove:\(shared)/summaries.sqlite-wal"]).values.first == 0)
        for attempt in ["folder:\(shared)/below", "link:\(shared)/way"] {
            #expect(try probe([attempt]) == [attempt: EACCES])
        }
    }

    @Test func ofTheSystemItReadsWhatAHubTakesAndChangesNothing() throws {
        #expect(try probe(["read:/etc/hosts"]).values.first == 0)
        for attempt in [
            "write:/etc/hosts", "list:/etc", "read:/etc/shadow", "make:/tmp/secteur-confined",
            "run:/bin/true",
        ] {
            #expect(try probe([attempt]) == [attempt: EACCES], "\(attempt)")
        }
    }

    /// Dispatch looks every second at the threads that have work before them, and ends the program
    /// that can't: on a busy machine, a sync.
    @Test func ofProcessesItSeesItsOwnWorkersAndNothingThatAnotherHolds() throws {
        #expect(try probe(["worker:stat"]).values.first == 0)
        let other = "/proc/\(ProcessInfo.processInfo.processIdentifier)"
        #expect(FileManager.default.isReadableFile(atPath: other + "/environ"))
        for attempt in [
            "read:\(other)/environ", "read:\(other)/maps", "read:\(other)/mem",
            "read:\(other)/root/etc/shadow", "read:\(other)/cwd/Package.swift", "list:\(other)",
            "list:\(other)/fd", "list:/proc", "write:\(other)/comm",
        ] {
            #expect(try probe([attempt]) == [attempt: EACCES], "\(attempt)")
        }
    }

    @Test(
        .enabled(
            if: (LandlockVersion.running?.rawValue ?? 0) >= 4,
            "SKIPPED: this kernel doesn't take TCP away"))
    func noPortButTheHubs() throws {
        let own = "connect:\(listener.port)"
        #expect(try probe([own], port: listener.port) == [own: 0])
        #expect(try probe([own], port: 1) == [own: EACCES])
        #expect(try probe(["listen:0"], port: listener.port) == ["listen:0": EACCES])
    }

    @Test(
        .enabled(
            if: (LandlockVersion.running?.rawValue ?? 0) >= 6,
            "SKIPPED: this kernel doesn't take signals away"))
    func noSignalToAnotherProgram() throws {
        let attempt = "signal:\(ProcessInfo.processInfo.processIdentifier)"
        #expect(try probe([attempt]) == [attempt: EPERM])
    }
}

/// A socket that listens on this machine.
private final class Socket {
    private let descriptor: Int32
    let port: UInt16

    init() throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listens = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && listen(descriptor, 4) == 0
                    && getsockname(descriptor, $0, &length) == 0
            }
        }
        try #require(listens)
        self.descriptor = descriptor
        port = UInt16(bigEndian: address.sin_port)
    }

    deinit { close(descriptor) }
}
