import Confinement
import Foundation
import SummaryStore
import SyncCore
import Testing

/// The real programs, a real hub: a full sync sees nothing of the case files.
@Suite struct ConfinedSyncTests {
    private static let strace = "/usr/bin/strace"
    private static let setpriv = "/usr/bin/setpriv"
    /// Who owns nothing: `nobody`, on all systems.
    private static let nobody = "65534"

    private let office: TestOffice
    private let hub: RunningHub
    private let log: String

    init() throws {
        office = try TestOffice()
        try office.writeContract()
        hub = try RunningHub(secret: office.shared + "/hub.secret")
        try office.store.set(.hubAddress, to: hub.address)
        try office.store.close()
        try Data("CANARI".utf8).write(to: URL(filePath: office.dossiers))
        chmod(office.dossiers, 0o600)
        log = office.shared + "/calls"
    }

    @Test func itSaysWhatIsInForce() throws {
        let ending = try RunningHub.run("secteur-sync", ["--verbose", "--office", office.folder])
        #expect(ending.code == 0, "\(ending.errors)")
        let said = ConfinementInForce(version: .running).sentences(folder: office.shared)
        for sentence in said { #expect(ending.errors.contains(sentence.en + "\n")) }
    }

    @Test(
        .enabled(
            if: FileManager.default.isExecutableFile(atPath: strace),
            "SKIPPED: there is no strace, so nothing shows which files a sync opens"))
    func noCallOfAFullSyncNamesTheCaseFiles() throws {
        let ending = try RunningHub.run(
            Self.strace,
            [
                "-f", "-o", log, "-e", "trace=%file,%network,landlock_restrict_self",
                RunningHub.path(of: "secteur-sync"), "--json", "--office", office.folder,
            ])
        #expect(ending.code == 0, "\(ending.errors)")
        #expect(ending.output.contains(#""state":"in-sync","sent":1"#), "\(ending.output)")
        let calls = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
        // What is looked for is there to be found.
        #expect(calls.contains { $0.contains("shared/summaries.sqlite") })
        #expect(!calls.contains { $0.contains("dossiers") })
        guard LandlockVersion.running != nil else { return }
        let confined = try #require(
            calls.firstIndex { $0.contains("landlock_restrict_self(") && $0.hasSuffix("= 0") })
        let connected = try #require(
            calls.firstIndex { $0.contains("connect(") && $0.contains("AF_INET") })
        #expect(confined < connected)
        try expectOnlyShared(calls[confined...])
    }

    /// After a program is confined, what it writes or changes lies in the shared folder.
    private func expectOnlyShared(_ calls: ArraySlice<Substring>) throws {
        let opened = calls.filter { $0.contains("openat(") && !$0.contains("= -1") }
        #expect(!opened.isEmpty)
        for call in opened where call.contains("O_RDWR") || call.contains("O_WRONLY") {
            #expect(call.contains("\"\(office.shared)/"), "\(call)")
        }
        for call in opened where call.contains("\"\(office.folder)") {
            #expect(call.contains("\"\(office.shared)"), "\(call)")
        }
    }

    @Test(
        .enabled(
            if: getuid() == 0 && FileManager.default.isExecutableFile(atPath: setpriv),
            "SKIPPED: only root can run a sync as another user"))
    func anotherUserWhoMayNotReadTheCaseFilesSyncsAllTheSame() throws {
        let files = FileManager.default
        // As secteur-sync.service(8) says: a way through the office's folder for the group of the
        // user who syncs, and the shared folder and what will be made in it.
        chown(office.folder, 0, 65_534)
        chmod(office.folder, 0o710)
        for name in try files.contentsOfDirectory(atPath: office.shared) {
            let isStore = name.hasPrefix("summaries.sqlite")
            chown(office.shared + "/" + name, isStore ? 0 : 65_534, 65_534)
            chmod(office.shared + "/" + name, isStore ? 0o660 : 0o600)
        }
        chown(office.shared, 0, 65_534)
        chmod(office.shared, 0o2770)
        let asNobody = ["--reuid", Self.nobody, "--regid", Self.nobody, "--clear-groups"]
        let reading = try RunningHub.run(
            Self.setpriv, asNobody + ["/usr/bin/head", "-c", "1", office.dossiers])
        #expect(reading.code == 1)
        // The tests may be built where another user can't go.
        let programs = office.folder + "-programs"
        try files.createDirectory(
            atPath: programs, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o755])
        defer { try? files.removeItem(atPath: programs) }
        let program = programs + "/secteur-sync"
        try files.copyItem(atPath: RunningHub.path(of: "secteur-sync"), toPath: program)
        guard
            try RunningHub.run(
                Self.setpriv, asNobody + ["/usr/bin/test", "-x", program]
            ).code == 0
        else {
            print("SKIPPED: another user can't go to the folder of temporary files")
            return
        }
        let ending = try RunningHub.run(
            Self.setpriv, asNobody + [program, "--json", "--office", office.folder])
        #expect(ending.code == 0, "\(ending.errors)")
        #expect(ending.output.contains(#""state":"in-sync","sent":1"#), "\(ending.output)")
    }
}
