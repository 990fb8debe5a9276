import ArgumentParser
import Console
import Glibc
import HubServer
import HubStore

/// Where a hub keeps its one file.
struct HubFolder: Sendable {
    let path: String

    var store: String { path + "/hub.sqlite" }

    /// Opens the hub in this folder.
    func open(commitGroups limits: CommitGroupLimits = CommitGroupLimits()) throws -> Hub {
        try Hub(
            SQLiteHub(at: store, random: Surroundings.random, commitGroups: limits),
            Surroundings.ofThisMachine)
    }
}

/// What the programs take from the machine.
enum Surroundings {
    static let random: RandomWords = {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }

    static let ofThisMachine = Hub.Surroundings(
        sha256: Console.sha256, random: random, today: { today })

    static let ofTheServer = HubServer.Surroundings(
        sha256: Console.sha256, random: random, now: { now() },
        uptime: { ContinuousClock.now - started })

    private static let started = ContinuousClock.now

    /// Seconds since 1970.
    static func now() -> Int64 { Int64(time(nil)) }

    private static var today: String { day(of: now()) }

    /// The day in UTC, such as `2026-09-30`.
    static func day(of seconds: Int64) -> String { String(moment(of: seconds).prefix(10)) }

    /// In UTC, such as `2026-09-30 14:05 UTC`.
    static func moment(of seconds: Int64) -> String {
        var seconds = time_t(seconds)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func padded(_ number: Int32) -> String { (number < 10 ? "0" : "") + String(number) }
        return "\(parts.tm_year + 1900)-\(padded(parts.tm_mon + 1))-\(padded(parts.tm_mday))"
            + " \(padded(parts.tm_hour)):\(padded(parts.tm_min)) UTC"
    }

    /// The name of the account that runs the program, for the list of what admins did.
    static var admin: String {
        if let entry = getpwuid(getuid()) { return String(cString: entry.pointee.pw_name) }
        return "uid \(getuid())"
    }
}

/// `--dir DIR`, for all commands but `init`.
struct FolderOption: ParsableArguments {
    @Option(
        name: .customLong("dir"),
        help: ArgumentHelp(
            local(
                fr: "Dossier du hub ; par défaut $SECTEUR_HUB, sinon le dossier courant.",
                en: "The hub's folder; by default $SECTEUR_HUB, else the current folder."),
            valueName: local(fr: "dossier", en: "folder")),
        completion: .directory)
    private var path: String?

    var folder: HubFolder {
        HubFolder(path: path ?? Environment.process["SECTEUR_HUB"] ?? ".")
    }

    /// Runs a command on the hub in this folder.
    func run(_ body: (Hub) throws -> Void) throws {
        try Console.run {
            let hub = try folder.open()
            defer { try? hub.close() }  // a log that stays full is emptied by the next to close
            try body(hub)
        }
    }
}
