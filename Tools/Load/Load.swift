import ArgumentParser
import Console
import Foundation
import ProofRows

/// Puts the real hub under the load of many offices, and says what it bears.
@main
struct Load: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Puts a hub under the load of many simulated offices, on this machine alone.",
        discussion: """
            Starts secteur-hub on loopback with a prepared store, lets the offices exchange, asks
            meanwhile what admins ask, and in the end compares every record of every office with the
            hub's. Stretches with group commit and with a commit for each exchange take turns. Exit
            status 1 when a record differs or an exchange fails. Use Tools/load, which builds it.
            """)

    @Option(help: "Simulated offices.")
    var offices = 1000

    @Option(help: "Records of each office.")
    var records = 200

    @Option(help: "Seconds of each stretch.")
    var seconds = 10.0

    @Option(help: "How often each kind of stretch is measured.")
    var repetitions = 3

    @Option(help: "Exchanges under way at once; the hub admits 32.")
    var clients = 32

    @Option(help: "Connections kept open, from eight addresses; the hub admits 512.")
    var connections = 480

    @Option(help: "Exchanges a second of the stretch at an even pace; 0 for none.")
    var rate = 200.0

    @Option(help: "What everything that is made up comes from.")
    var seed: UInt64 = 1

    @Option(
        help: ArgumentHelp("The hub's program; by default the one beside this.", valueName: "file"))
    var hub: String?

    @Option(help: ArgumentHelp("A file for the rows of the evidence table.", valueName: "file"))
    var rows: String?

    func run() throws {
        Output.prepare()
        #if DEBUG
            print("A debug build: the numbers say little. Build with -c release.")
        #endif
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "secteur-load-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        let here = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent()
        let program = hub.map { URL(filePath: $0) } ?? here.appending(path: "secteur-hub")
        var trial = try Trial(self, program: program, folder: folder)
        let report = try trial.run()
        print(report.text)
        if let rows { try ProofRow.write(report.rows, of: "load", to: rows) }
        if report.isBroken { throw ExitCode.failure }
    }
}
