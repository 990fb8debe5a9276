import Desk
import DossierStore
import Foundation
import GRDB
import SyncCore
import Testing

@Suite("Putting a backup back takes nothing away but the office that it replaces")
struct ReplacementTests {
    let office: Office
    let path: String
    let contract: RecordID

    init() throws {
        office = try Office()
        (path, contract) = try office.closedBackup()
    }

    private var besides: [String] {
        get throws {
            let folder = office.folder.deletingLastPathComponent()
            return try FileManager.default.contentsOfDirectory(atPath: folder.path)
                .filter { $0.hasPrefix(office.folder.lastPathComponent + ".") }.sorted()
        }
    }

    private func restore() throws -> OfficeRestoration.Report {
        try office.restoration(path, to: office.folder.path).run()
    }

    private func code(_ body: () throws -> Void) -> String? {
        (#expect(throws: (any Error).self) { try body() } as? any Explained)?.code
    }

    private func bytes(_ path: String) throws -> Data {
        try Data(contentsOf: URL(filePath: path))
    }

    @Test("what else lies in the folder stays there, the backup itself too")
    func othersFiles() throws {
        let inside = office.folder.path + "/office.backup"
        try FileManager.default.moveItem(atPath: path, toPath: inside)
        try Data("a letter".utf8).write(to: office.folder.appending(path: "letter.txt"))
        try Data("a note".utf8).write(to: URL(filePath: office.sharedPath + "/Note 1.txt"))
        let album = office.folder.appending(path: "Album")
        try FileManager.default.createDirectory(at: album, withIntermediateDirectories: false)
        try Data("a picture".utf8).write(to: album.appending(path: "1.png"))
        let sealed = try bytes(inside)
        // Of the layout before: it would be in the way of the summaries that are put back.
        try Data("old".utf8).write(to: office.folder.appending(path: "summaries.sqlite"))

        let report = try office.restoration(inside, to: office.folder.path).run()
        #expect(report.kept == [] && report.persons == 1)
        #expect(!FileManager.default.fileExists(atPath: office.folder.path + "/summaries.sqlite"))
        #expect(try bytes(inside) == sealed)
        #expect(try bytes(office.folder.path + "/letter.txt") == Data("a letter".utf8))
        #expect(try bytes(office.folder.path + "/Album/1.png") == Data("a picture".utf8))
        #expect(try bytes(office.sharedPath + "/Note 1.txt") == Data("a note".utf8))
        #expect(try besides == [])
        #expect(try office.open().record(contract).values == usualContract)
    }

    enum Damage: CaseIterable {
        /// Not known as a store any more; a page that SQLite finds wrong; what only its key, or only
        /// a reader of charters, can tell.
        case header, page, seal, charter
    }

    @Test(
        "an office with anything damaged is kept beside the one put back",
        arguments: Damage.allCases)
    func damagedIsKept(_ damage: Damage) throws {
        defer { unlink(path) }
        switch damage {
        case .header: try overwrite(at: 0)
        case .page: try overwrite(at: 4096 * 14)
        case .seal:
            try office.tamper(
                "UPDATE record SET box = CAST(substr(box, 1, length(box) - 1) || x'00' AS BLOB)")
        case .charter:
            let queue = try DatabaseQueue(path: office.summariesPath)
            try queue.write {
                try $0.execute(
                    sql: "UPDATE charter SET source = replace(source, 'version', 'wersion')")
            }
            try queue.close()
        }
        let report = try restore()
        let kept = office.folder.path + ".kept"
        defer { try? FileManager.default.removeItem(atPath: kept) }
        #expect(report.kept == [kept])
        #expect(try besides == [office.folder.lastPathComponent + ".kept"])
        #expect(FileManager.default.fileExists(atPath: kept + "/dossiers.sqlite"))
        #expect(FileManager.default.fileExists(atPath: kept + "/shared/summaries.sqlite"))
        #expect(try office.open().record(contract).values == usualContract)
    }

    private func overwrite(at place: Int) throws {
        var damaged = try bytes(office.dossiersPath)
        damaged.replaceSubrange(place..<place + 64, with: Data(repeating: 0x53, count: 64))
        try damaged.write(to: URL(filePath: office.dossiersPath))
    }

    @Test("a folder of somebody's where it would unpack is not touched", arguments: [false, true])
    func somebodysFolder(isLink: Bool) throws {
        defer { unlink(path) }
        let (place, papers) = (office.folder.path + ".restoring", office.folder.path + "-papers")
        try FileManager.default.createDirectory(atPath: papers, withIntermediateDirectories: false)
        try Data("a letter".utf8).write(to: URL(filePath: papers + "/letter.txt"))
        if isLink {
            try FileManager.default.createSymbolicLink(
                atPath: place, withDestinationPath: papers)
        } else {
            try FileManager.default.moveItem(atPath: papers, toPath: place)
        }
        defer { for each in [place, papers] { try? FileManager.default.removeItem(atPath: each) } }
        #expect(code { _ = try restore() } == "backup-folder-taken")
        #expect(try bytes(place + "/letter.txt") == Data("a letter".utf8))
        #expect(try office.open().record(contract).values == usualContract)
    }

    @Test("in the shared folder, links lead nowhere, and what is large stays where it is")
    func strangeThingsShared() throws {
        defer { unlink(path) }
        let secret = office.folder.path + "-secret"
        try Data("CANARI".utf8).write(to: URL(filePath: secret))
        defer { unlink(secret) }
        let shared = office.sharedPath
        try FileManager.default.createSymbolicLink(
            atPath: shared + "/hint", withDestinationPath: secret)
        #expect(mkfifo(shared + "/pipe", 0o600) == 0)
        try FileManager.default.createDirectory(
            atPath: shared + "/old", withIntermediateDirectories: false)
        try Data().write(to: URL(filePath: shared + "/archive.zip"))
        #expect(truncate(shared + "/archive.zip", 1 << 25) == 0)

        let again = try office.backup(try office.open())
        defer { unlink(again) }
        #expect(try office.restoration(again, to: office.folder.path).run().kept == [])
        let names = try FileManager.default.contentsOfDirectory(atPath: shared)
        #expect(Set(names).isSuperset(of: ["hint", "pipe", "old", "archive.zip"]))
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: shared + "/hint") == secret)
    }

    @Test("an office that lost its case files still has its erasures to bring")
    func onlyErasures() throws {
        defer { unlink(path) }
        let desk = try office.open()
        try desk.erase(person: #require(try desk.record(contract).person))
        try office.close(desk)
        for end in ["", "-wal", "-shm"] { unlink(office.dossiersPath + end) }
        let report = try restore()
        let kept = office.folder.path + ".kept"
        defer { try? FileManager.default.removeItem(atPath: kept) }
        #expect(report.erasedAgain == 1 && report.kept == [kept])
        #expect(code { _ = try office.open().record(contract) } == "record-unknown")
    }

    @Test("a copy that somebody put beside the office is kept, whatever its name")
    func copyBeside() throws {
        defer { unlink(path) }
        let copy = office.folder.path + ".before-restore"
        try FileManager.default.copyItem(atPath: office.folder.path, toPath: copy)
        let own = try bytes(office.dossiersPath)
        let kept = office.folder.path + ".kept"
        try FileManager.default.createDirectory(
            atPath: kept, withIntermediateDirectories: false)
        defer {
            for end in ["", "-2"] { try? FileManager.default.removeItem(atPath: kept + end) }
        }
        #expect(try restore().kept == [kept + "-2"])
        #expect(try bytes(kept + "-2/dossiers.sqlite") == own)
        #expect(try FileManager.default.contentsOfDirectory(atPath: kept) == [])
    }

    @Test("while it goes on nobody can open the office, nor put another backup back")
    func alone() throws {
        defer { unlink(path) }
        var tries = 0
        let restoration = try office.restoration(path, to: office.folder.path)
        let report = try restoration.run { _, _ in
            tries += 1
            guard tries == 1 else { return }
            #expect(code { _ = try office.open() } == "store-busy")
            #expect(code { _ = try restore() } == "store-busy")
        }
        #expect(tries > 0 && report.persons == 1)
        #expect(try besides == [])
        #expect(try office.open().record(contract).values == usualContract)
    }

    @Test("through a symbolic link the office is replaced where it lies")
    func link() throws {
        defer { unlink(path) }
        let link = office.folder.path + "-link"
        try FileManager.default.createSymbolicLink(
            atPath: link, withDestinationPath: office.folder.path)
        defer { unlink(link) }
        _ = try office.restoration(path, to: link).run()
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: link) == office.folder.path)
        #expect(try office.open().record(contract).values == usualContract)
    }

    @Test("making a backup removes what an earlier one left unfinished, and no other file")
    func unfinished() throws {
        defer { unlink(path) }
        let (next, part) = (office.newBackup, office.newBackup + ".part")
        defer { for file in [next, part, String(part.dropLast(5))] { unlink(file) } }
        try Data("my notes".utf8).write(to: URL(filePath: part))
        #expect(
            code { _ = try office.open().backup(office.files, to: String(part.dropLast(5))) }
                == "backup-exists")
        #expect(try bytes(part) == Data("my notes".utf8))

        try bytes(path).prefix(100).write(to: URL(filePath: next + ".part"))
        _ = try office.open().backup(office.files, to: next)
        #expect(!FileManager.default.fileExists(atPath: next + ".part"))
    }
}
