import Foundation
import Testing

/// The systemd units say what systemd understands, and give little away.
@Suite(
    "The units",
    .enabled(
        if: Machine.has(Machine.systemdAnalyze),
        "SKIPPED: there is no systemd-analyze, so nothing reads the units"))
struct UnitTests {
    private static let names = [
        "secteur-hub.service", "secteur-sync.service", "secteur-sync.timer",
    ]

    /// Runs `body` with copies of the units that start the programs built here.
    private func withUnits(_ body: ([String]) throws -> Void) throws {
        try Machine.withFolder { folder in
            for name in Self.names {
                let unit = try String(
                    contentsOf: Machine.root.appending(path: "Tools/systemd/\(name)"),
                    encoding: .utf8)
                let here = unit.replacingOccurrences(
                    of: "/usr/bin/", with: Machine.programs.path + "/")
                try here.write(
                    to: folder.appending(path: name), atomically: false, encoding: .utf8)
            }
            try body(Self.names.map { folder.appending(path: $0).path })
        }
    }

    @Test("systemd finds nothing wrong with them")
    func verified() throws {
        try withUnits { units in
            let found = try Machine.run(Machine.systemdAnalyze, ["verify", "--man=no"] + units)
            #expect(found.code == 0 && found.errors.isEmpty, "\(found.errors)")
        }
    }

    @Test("systemd counts them among the best confined services: 2 of 10 or less")
    func confined() throws {
        try withUnits { units in
            for unit in units where unit.hasSuffix(".service") {
                let judged = try Machine.run(
                    Machine.systemdAnalyze, ["security", "--offline=yes", "--threshold=20", unit])
                #expect(judged.code == 0, "\(judged.output.suffix(200))\(judged.errors)")
            }
        }
    }

    @Test("of the office, the service that syncs has the shared folder alone")
    func onlyShared() throws {
        let unit = try String(
            contentsOf: Machine.root.appending(path: "Tools/systemd/secteur-sync.service"),
            encoding: .utf8)
        let lines = unit.split(separator: "\n")
        let paths = lines.filter { $0.contains("/var/lib/secteur") && !$0.hasPrefix("#") }
        #expect(
            paths == [
                "ConditionPathExists=/var/lib/secteur/shared/summaries.sqlite",
                "Environment=SECTEUR_HOME=/var/lib/secteur",
                "TemporaryFileSystem=/var/lib/secteur:ro",
                "BindPaths=/var/lib/secteur/shared",
            ])
        #expect(lines.contains("User=secteur-sync"))
    }
}
