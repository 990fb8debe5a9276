import Desk
import DossierStore
import Foundation
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

        let report = try office.restoration(inside, to: office.folder.path).run()
        #expect(report.kept == [] && report.persons == 1)
        #expect(try bytes(inside) == sealed)
        #expect(try bytes(office.folder.path + "/letter.txt") == Data("a letter".utf8))
        #expect(try bytes(office.folder.path + "/Album/1.png") == Data("a picture".utf8))
        #expect(try bytes(office.sharedPath + "/Note 1.txt") == Data("a note".utf8))
        #expect(try besides == [])
        #expect(try office.open().record(contract).values == usualContract)
    }

    @Test("a damaged office is kept beside the one put back", arguments: [false, true])
    func damagedIsKept(isInside: Bool) throws {
        defer { unlink(path) }
        var damaged = try bytes(office.dossiersPath)
        // Not even a store's header, or one page in the middle.
        let place = isInside ? 4096 * 14 : 0
        damaged.replaceSubrange(place..<place + 64, with: Data(repeating: 0x53, count: 64))
        try damaged.write(to: URL(filePath: office.dossiersPath))

        let report = try restore()
        let kept = office.folder.path + ".kept"
        defer { try? FileManager.default.removeItem(atPath: kept) }
        #expect(report.kept == [kept])
        #expect(try besides == [office.folder.lastPathComponent + ".kept"])
        #expect(
            try bytes(kept + "/dossiers.sqlite")[place..<place + 64] == damaged[place..<place + 64])
        #expect(try office.open().record(contract).values == usualContract)
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
