import Foundation
import SummaryStore
import Testing

/// The real program as a process of its own.
@Suite struct ProgramTests {
    private let office: TestOffice
    private static let secret = String(repeating: "0f", count: 32)

    init() throws {
        office = try TestOffice()
        try Self.secret.write(
            toFile: office.shared + "/hub.secret", atomically: false, encoding: .utf8)
    }

    private struct Ending: Equatable {
        let code: Int32
        let output: String
        let errors: String
    }

    private func start(_ arguments: [String]) throws -> (Process, Pipe, Pipe) {
        let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        let program = tests.deletingLastPathComponent().appending(path: "secteur-sync")
        let process = Process()
        let (output, errors) = (Pipe(), Pipe())
        process.executableURL = program
        process.arguments = arguments
        process.environment = ["LANG": "fr_FR.UTF-8", "SECTEUR_HOME": office.folder]
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        return (process, output, errors)
    }

    private func end(_ process: Process, _ output: Pipe, _ errors: Pipe) throws -> Ending {
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        let words = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Ending(
            code: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
            errors: String(decoding: words, as: UTF8.self))
    }

    private func run(_ arguments: String...) throws -> Ending {
        let (process, output, errors) = try start(arguments)
        return try end(process, output, errors)
    }

    @Test func offlineIsToldInOneSentence() throws {
        try office.writeContract()
        let listener = try Listener()
        let address = listener.address
        listener.close()
        #expect(
            try run("--hub", address)
                == Ending(
                    code: 75,
                    output: """
                        Hors ligne : le hub n'est pas joignable. 1 fiche attend ici et partira \
                        à la prochaine synchronisation.

                        """, errors: ""))
        #expect(try run("--hub", address, "--quiet") == Ending(code: 75, output: "", errors: ""))
        let json = try run("--hub", address, "--json")
        #expect(json.code == 75)
        #expect(json.output.hasPrefix(#"{"state":"waiting","sent":0"#))
    }

    @Test func ctrlCInTheMiddleOfAnExchange() throws {
        try office.writeContract()
        for (signal, code) in [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)] {
            let listener = try Listener()
            let (process, output, errors) = try start(["--hub", listener.address])
            let socket = listener.accept()
            kill(process.processIdentifier, signal)
            let ending = try end(process, output, errors)
            Glibc.close(socket)
            listener.close()
            #expect(ending.code == code)
            #expect(ending.output.hasPrefix("Arrêté à votre demande : rien n'est perdu."))
            #expect(ending.output.contains("1 fiche attend ici"))
        }
        #expect(try office.store.status().waiting == 1)
    }

    @Test func whatIsWrongIsSaidWithItsCodeAndRemedy() throws {
        let plain = try run("--hub", "http://hub.example.org")
        #expect(plain.code == 78)
        #expect(plain.errors.contains("  code: hub-not-encrypted\n  -> "))
        #expect(try run().code == 78)
        let nowhere = try run("--office", office.folder + "/nowhere")
        #expect(nowhere.code == 66)
        #expect(nowhere.errors.hasPrefix("secteur-sync: "))
        #expect(nowhere.errors.contains("  code: store-missing\n  -> "))
        #expect(try run("--whatever").code == 64)
        #expect(try run("--watch", "0").code == 64)
        #expect(try run("12").code == 64)
    }

    /// As a program leaves it that is killed when it begins to set the log up.
    @Test func aStoreWithAJournalOfItsOwnIsMadeGoodBeforeTheProgramConfinesItself() throws {
        try office.writeContract()
        try office.store.close()
        let path = office.shared + "/summaries.sqlite"
        let pages = try Data(contentsOf: URL(filePath: path)).count / 4096
        let header: [UInt32] = [0xd9d5_05f9, 0x20a1_63d7, 0, 77, UInt32(pages), 512, 4096]
        let bytes = header.flatMap { withUnsafeBytes(of: $0.bigEndian, Array.init) }
        try Data(bytes + [UInt8](repeating: 0, count: 512 - bytes.count))
            .write(to: URL(filePath: path + "-journal"))
        let ending = try run("--dry-run")
        #expect(ending.code == 0 && ending.errors == "")
        #expect(!FileManager.default.fileExists(atPath: path + "-journal"))
    }

    @Test func aDryRunNeedsNoNetworkAndNoHub() throws {
        try office.writeContract()
        let ending = try run("--dry-run")
        #expect(ending.code == 0)
        #expect(ending.errors == "")
        #expect(ending.output.contains("  État du contrat : Signé\n"))
    }

    @Test func helpHasExamplesAndExitCodes() throws {
        let ending = try run("--help")
        #expect(ending.code == 0)
        #expect(ending.output.contains("secteur-sync --watch 600"))
        #expect(ending.output.contains("75  le hub n'est pas joignable"))
    }
}

/// A socket that listens on this machine and never answers.
private struct Listener {
    private let socket: Int32
    let address: String

    init() throws {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, length) == 0 && listen(socket, 4) == 0
                    && getsockname(socket, $0, &length) == 0
            }
        }
        try #require(bound)
        self.socket = socket
        self.address = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
    }

    func accept() -> Int32 { Glibc.accept(socket, nil, nil) }

    func close() { Glibc.close(socket) }
}
