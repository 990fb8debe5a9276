import Charter
import Desk
import DossierStore
import Foundation
import GRDB
import SummaryStore
import SyncCore
import Testing

@Suite("A backup is one file, and puts an office back")
struct BackupTests {
    let office: Office
    let recovery: RecoveryCode
    let elsewhere: URL

    init() throws {
        office = try Office()
        recovery = try office.open(as: administrator).dossiers.write {
            try $0.renewRecoveryCode()
        }
        elsewhere = FileManager.default.temporaryDirectory
            .appendingPathComponent("restored-\(UUID().uuidString)")
        try Data("how the hub knows us".utf8)
            .write(to: URL(fileURLWithPath: office.sharedPath + "/hub.identity.pem"))
    }

    private func backup(_ desk: Desk) throws -> String { try office.backup(desk) }

    private func restoration(_ path: String, to folder: String) throws -> OfficeRestoration {
        try office.restoration(path, to: folder)
    }

    private func open(_ folder: String) throws -> Desk {
        let files = OfficeFiles(folder: folder)
        let dossiers = try SealedDossiers(at: files.path(of: .dossiers)).login(
            referent, password: secret(of: referent), today: firstDay, cost: .tests)
        return try Desk(
            dossiers: dossiers, summaries: files.path(of: .summaries), sha256: Office.sha256)
    }

    @Test("on another machine the file and a password give the whole office back")
    func elsewhereByPassword() throws {
        defer { try? FileManager.default.removeItem(at: elsewhere) }
        let desk = try office.open()
        let contract = try desk.newContract()
        let path = try backup(desk)
        defer { unlink(path) }

        let report = try restoration(path, to: elsewhere.path).run()
        #expect(report == .init(persons: 1, records: 2, erasedAgain: 0))
        let restored = try open(elsewhere.path)
        #expect(try restored.record(contract).values == usualContract)
        #expect(try restored.summaries.record(contract) == desk.summaries.record(contract))
        #expect(try restored.findings(in: OfficeFiles(folder: elsewhere.path)) == [])
        let identity = elsewhere.path + "/shared/hub.identity.pem"
        #expect(try Data(contentsOf: URL(fileURLWithPath: identity)).count == 20)
        let left = try FileManager.default.contentsOfDirectory(
            atPath: FileManager.default.temporaryDirectory.path)
        #expect(!left.contains { $0.hasPrefix(elsewhere.lastPathComponent + ".") })
    }

    @Test("the recovery code opens it too, and nobody else's password does")
    func secrets() throws {
        defer { try? FileManager.default.removeItem(at: elsewhere) }
        let path = try backup(try office.open())
        defer { unlink(path) }
        let backup = try SealedBackup(reading: path)
        for (code, password) in [
            (administrator, referent), (referent, administrator),
            (AccountCode("nobody")!, administrator),
        ] {
            #expect(throws: BackupError(.refused, path: path)) {
                try backup.key(of: code, password: secret(of: password))
            }
        }
        let other = try Office().open(as: administrator).dossiers.write {
            try $0.renewRecoveryCode()
        }
        #expect(throws: BackupError(.refused, path: path)) { try backup.key(by: other) }
        let restoration = try OfficeRestoration(
            backup, with: try backup.key(by: recovery),
            to: OfficeFiles(folder: elsewhere.path), sha256: Office.sha256)
        #expect(try restoration.run().records == 0)
        _ = try open(elsewhere.path)
    }

    @Test("only an administrator puts a backup back")
    func notAdministrator() throws {
        let path = try backup(try office.open())
        defer { unlink(path) }
        let sealed = try SealedBackup(reading: path)
        let key = try sealed.key(of: referent, password: secret(of: referent))
        let restoration = try OfficeRestoration(
            sealed, with: key, to: OfficeFiles(folder: elsewhere.path), sha256: Office.sha256)
        let error = #expect(throws: BackupError.self) { try restoration.run() }
        #expect(error?.kind == .notAdministrator)
        #expect(!FileManager.default.fileExists(atPath: elsewhere.path))
    }

    @Test("over the present office: what is later is gone, what was erased stays erased")
    func inPlace() throws {
        let path: String
        let (kept, erased, later): (RecordID, RecordID, RecordID)
        do {
            let desk = try office.open()
            (kept, erased) = (try desk.newContract(), try desk.newContract())
            path = try backup(desk)
            let person = try #require(try desk.record(erased).person)
            try desk.erase(person: person)
            later = try desk.newContract()
            try desk.summaries.close()
            try desk.dossiers.sealed.close()
        }
        defer { unlink(path) }
        try Data("renewed".utf8)
            .write(to: URL(fileURLWithPath: office.sharedPath + "/hub.identity.pem"))

        let restoration = try restoration(path, to: office.folder.path)
        #expect(restoration.replaces)
        #expect(try restoration.run() == .init(persons: 1, records: 2, erasedAgain: 1))
        let desk = try office.open()
        #expect(try desk.record(kept).values == usualContract)
        #expect(throws: DeskError.unknownRecord(digits: later.description)) {
            try desk.record(later)
        }
        #expect(try desk.summaries.isErased(erased))
        #expect(try desk.summaries.status().erasuresWaiting == 1)
        // How the hub knows the office is the present one's.
        #expect(try office.bytes(ofFilesNamed: "hub.identity.pem") == Data("renewed".utf8))
        #expect(!FileManager.default.fileExists(atPath: office.folder.path + ".before-restore"))
    }

    @Test("an office that a program has open is not replaced, nor touched")
    func inUse() throws {
        let desk = try office.open()
        let contract = try desk.newContract()
        let path = try backup(desk)
        defer { unlink(path) }
        try desk.edit(contract, set: [actions: .text("depuis")])
        let restoration = try restoration(path, to: office.folder.path)
        let error = #expect(throws: (any Error).self) { try restoration.run() }
        #expect((error as? any Explained)?.code == "store-busy")
        #expect(try desk.record(contract).values[actions] == .text("depuis"))
        #expect(!FileManager.default.fileExists(atPath: office.folder.path + ".restoring"))
    }

    @Test("another office's backup, and a folder with other things, are refused")
    func otherPlaces() throws {
        let path = try backup(try office.open())
        defer { unlink(path) }
        let other = try Office()
        let contract = try other.open().newContract()
        let error = #expect(throws: BackupError.self) {
            try restoration(path, to: other.folder.path).run()
        }
        #expect(error?.kind == .otherOffice)
        #expect(try other.open().record(contract).values == usualContract)
        #expect(!FileManager.default.fileExists(atPath: other.folder.path + ".restoring"))
        try FileManager.default.createDirectory(at: elsewhere, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: elsewhere) }
        try Data().write(to: elsewhere.appendingPathComponent("photos.zip"))
        let taken = #expect(throws: BackupError.self) { try restoration(path, to: elsewhere.path) }
        #expect(taken?.kind == .folderTaken)
    }

    @Test("a restored office speaks with a voice of its own")
    func newActor() throws {
        defer { try? FileManager.default.removeItem(at: elsewhere) }
        let desk = try office.open()
        let contract = try desk.newContract()
        let path = try backup(desk)
        defer { unlink(path) }
        try desk.edit(contract, set: [status: code("signed")])
        _ = try restoration(path, to: elsewhere.path).run()
        let restored = try open(elsewhere.path)
        try restored.edit(contract, set: [status: code("sent")])
        func actor(_ desk: Desk) throws -> ActorID? {
            try desk.summaries.record(contract)?[statusRegister].versions.first?.dot.actor
        }
        #expect(try actor(desk) != actor(restored))
    }

    @Test("a backup that is made while others write holds each contract whole or not at all")
    func whileWorking() async throws {
        let desk = try office.open()
        let other = try office.open()
        let writing = Task.detached {
            for number in 0..<40 {
                let person = try other.newPerson("Nom\(number)")
                _ = try other.add(
                    CaseRecord(type: contractType, values: usualContract), about: person)
            }
        }
        var paths: [String] = []
        defer { for path in paths { unlink(path) } }
        for _ in 0..<4 { paths.append(try backup(desk)) }
        try await writing.value
        for path in paths {
            let folder = elsewhere.path + "-\(UUID().uuidString)"
            defer { try? FileManager.default.removeItem(atPath: folder) }
            _ = try restoration(path, to: folder).run()
            let restored = try open(folder)
            for contract in try restored.list(type: contractType, limit: 100).records {
                #expect(try restored.record(contract.id).values == usualContract)
            }
            #expect(try restored.conflicts().isEmpty)
        }
    }

    @Test("of somebody who was erased no byte is in a new backup, nor in what it gives back")
    func erasedBytes() throws {
        defer { try? FileManager.default.removeItem(at: elsewhere) }
        let desk = try office.open()
        let person = try #require(try desk.record(try desk.newContract()).person)
        _ = try desk.newPerson("Voisine")
        let boxes = try office.boxes(of: person)
        try desk.erase(person: person)
        let path = try backup(desk)
        defer { unlink(path) }
        _ = try restoration(path, to: elsewhere.path).run()
        for name in try FileManager.default.subpathsOfDirectory(atPath: elsewhere.path) {
            let bytes = FileManager.default.contents(atPath: elsewhere.path + "/" + name) ?? Data()
            for trace in boxes.map({ $0.prefix(60) }) + [Data("CANARI".utf8)] {
                #expect(bytes.range(of: trace) == nil, "\(name)")
            }
        }
    }

    @Test("a backup is its owner's alone, never overwrites, and leaves nothing when it fails")
    func theFile() throws {
        let desk = try office.open()
        let path = try backup(desk)
        defer { unlink(path) }
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(throws: BackupError(.exists, path: path)) {
            try desk.backup(office.files, to: path)
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        struct Stop: Error {}
        let other = office.newBackup
        #expect(throws: Stop.self) {
            try desk.backup(office.files, to: other) { _, _ in throw Stop() }
        }
        for name in [other, other + ".part", path + ".part"] {
            #expect(!FileManager.default.fileExists(atPath: name))
        }
    }

    @Test("the office put back is the same owner's, and its sync program still reaches what it did")
    func ownership() throws {
        let path: String
        do {
            let desk = try office.open()
            path = try backup(desk)
            try desk.summaries.close()
            try desk.dossiers.sealed.close()
        }
        defer { unlink(path) }
        // Whoever may give files away does so; whoever may not keeps them.
        let owner: uid_t = chown(office.folder.path, 12_345, 12_346) == 0 ? 12_345 : getuid()
        let group: gid_t = chown(office.sharedPath, 12_345, 12_347) == 0 ? 12_347 : getgid()
        _ = chown(office.summariesPath, 12_345, 12_347)
        chmod(office.folder.path, 0o711)
        chmod(office.sharedPath, 0o2770)
        chmod(office.summariesPath, 0o660)

        _ = try restoration(path, to: office.folder.path).run()
        #expect(try standing(office.folder.path) == Standing(mode: 0o711, owner: owner))
        #expect(try standing(office.sharedPath) == Standing(mode: 0o2770, owner: owner))
        #expect(try standing(office.summariesPath) == Standing(mode: 0o660, owner: owner))
        var shared = stat()
        #expect(lstat(office.sharedPath, &shared) == 0 && shared.st_gid == group)
        #expect(try standing(office.dossiersPath).mode == 0o600)
        #expect(try office.open().findings(in: office.files) == [])
    }

    private struct Standing: Equatable {
        let mode: mode_t
        let owner: uid_t
    }

    private func standing(_ path: String) throws -> Standing {
        var status = stat()
        try #require(lstat(path, &status) == 0)
        return Standing(mode: status.st_mode & 0o7777, owner: status.st_uid)
    }

    @Test("a restoring that was cut off between its two renames is taken up from the office aside")
    func cutOff() throws {
        let path: String
        let contract: RecordID
        do {
            let desk = try office.open()
            contract = try desk.newContract()
            path = try backup(desk)
            try desk.summaries.close()
            try desk.dossiers.sealed.close()
        }
        defer { unlink(path) }
        try FileManager.default.moveItem(
            atPath: office.folder.path, toPath: office.folder.path + ".before-restore")
        let again = try restoration(path, to: office.folder.path)
        #expect(again.replaces)
        #expect(try office.open().record(contract).values == usualContract)
    }

    enum Hindrance: String, CaseIterable {
        case newerDossiers, newerSummaries, unreadableDossiers, unreadableSummaries
    }

    @Test(
        "what the present office knows is not given up because it can't be read just now",
        arguments: Hindrance.allCases)
    func hindered(_ hindrance: Hindrance) throws {
        let (path, _) = try closedBackup()
        defer { unlink(path) }
        let name: BackupName =
            [.newerDossiers, .unreadableDossiers].contains(hindrance) ? .dossiers : .summaries
        let store = office.files.path(of: name)
        let code: String
        switch hindrance {
        case .newerDossiers, .newerSummaries:
            let newer = try DatabaseQueue(path: store)
            try newer.write {
                try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('a form of 2031')")
            }
            try newer.close()
            code = "store-newer"
        case .unreadableDossiers, .unreadableSummaries:
            // As root no permission is missing; a folder in its place can't be read as a file.
            try FileManager.default.removeItem(atPath: store)
            try FileManager.default.createDirectory(
                atPath: store, withIntermediateDirectories: false)
            code = "store-io"
        }
        let restoration = try restoration(path, to: office.folder.path)
        let error = #expect(throws: (any Error).self) { try restoration.run() }
        #expect((error as? any Explained)?.code == code)
        #expect(FileManager.default.fileExists(atPath: store))
        #expect(!FileManager.default.fileExists(atPath: office.folder.path + ".restoring"))
    }

    @Test("damaged stores have nothing to bring, and are replaced", arguments: [true, false])
    func damaged(isEmpty: Bool) throws {
        let (path, contract) = try closedBackup()
        defer { unlink(path) }
        for name in [BackupName.dossiers, .summaries] {
            try Data(repeating: 0x53, count: isEmpty ? 0 : 8_192)
                .write(to: URL(fileURLWithPath: office.files.path(of: name)))
        }
        _ = try restoration(path, to: office.folder.path).run()
        #expect(try office.open().record(contract).values == usualContract)
    }

    @Test("a file that can't be read is told by its name, and no backup is made without it")
    func unreadableFile() throws {
        // A folder can be opened for reading, and then not read: as a disk that fails.
        let identity = office.sharedPath + "/hub.identity.pem"
        try FileManager.default.removeItem(atPath: identity)
        try FileManager.default.createDirectory(
            atPath: identity, withIntermediateDirectories: false)
        let path = office.newBackup
        let error = #expect(throws: (any Error).self) {
            try office.open().backup(office.files, to: path)
        }
        #expect((error as? any Explained)?.code == "store-io")
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    private func closedBackup() throws -> (path: String, contract: RecordID) {
        try office.closedBackup()
    }
}
