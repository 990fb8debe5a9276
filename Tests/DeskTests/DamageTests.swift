import Charter
import Desk
import DossierStore
import Foundation
import Simulation
import SummaryStore
import SyncCore
import TestSeeds
import Testing

@Suite("An office with damaged files is refused, found out, or reads as before")
struct DamageTests {
    private let office: Office
    private let contracts: [RecordID]
    private let sound: [String: Data]

    init() throws {
        office = try Office()
        let desk = try office.open()
        contracts = try (0..<4).map { _ in try desk.newContract() }
        try desk.erase(person: #require(try desk.record(try desk.newContract()).person))
        try desk.summaries.close()
        try desk.dossiers.sealed.close()
        let paths = [office.dossiersPath, office.summariesPath, office.erasuresPath]
        sound = try Dictionary(
            uniqueKeysWithValues: paths.map { ($0, try Data(contentsOf: URL(filePath: $0))) })
    }

    private static let pageBytes = 4096

    /// A flipped bit, zeros, two pages that changed places, or an end that is missing.
    private func damage(_ bytes: Data, _ chance: inout SeededGenerator) -> Data {
        var bytes = [UInt8](bytes)
        let place = Int.random(in: 0..<bytes.count, using: &chance)
        let page = { (number: Int) in
            number * Self.pageBytes..<min((number + 1) * Self.pageBytes, bytes.count)
        }
        let pages = bytes.count / Self.pageBytes
        switch Int.random(in: 0..<5, using: &chance) {
        case 0, 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &chance)
        case 2: for byte in page(place / Self.pageBytes) { bytes[byte] = 0 }
        case 3 where pages > 1:
            let (one, other) = (
                page(.random(in: 0..<pages, using: &chance)),
                page(.random(in: 0..<pages, using: &chance))
            )
            let kept = Array(bytes[one])
            bytes.replaceSubrange(one, with: Array(bytes[other]))
            bytes.replaceSubrange(other, with: kept)
        default: bytes.removeLast(bytes.count - place)
        }
        return Data(bytes)
    }

    private func putBack() throws {
        for (path, bytes) in sound {
            for rest in ["-wal", "-shm"] { unlink(path + rest) }
            try bytes.write(to: URL(filePath: path))
            chmod(path, 0o600)
        }
    }

    /// Whether the damage was refused or found, or does nothing.
    private func isHeld() throws -> Bool {
        do {
            let desk = try office.open()
            defer {
                try? desk.summaries.close()
                try? desk.dossiers.sealed.close()
            }
            if try !desk.findings(in: office.files).isEmpty { return true }
            // What the charter lets be shown is the charter's to say: only values are compared.
            return try contracts.allSatisfy { try desk.record($0).values == usualContract }
        } catch is any Explained {
            return true
        }
    }

    @Test("whichever byte it is", arguments: ["dossiers.sqlite", "summaries.sqlite", "erasures"])
    func anyByte(of name: String) throws {
        var chance = SeededGenerator.ofThisRun("damage to \(name)")
        let path = try #require(sound.keys.first { $0.hasSuffix(name) })
        for round in 0..<25 {
            try putBack()
            let damaged = damage(sound[path]!, &chance)
            try damaged.write(to: URL(filePath: path))
            #expect(try isHeld(), "round \(round)")
        }
    }

    @Test("a backup that is made of a damaged office can be put back", arguments: Self.stores)
    func backups(of name: String) throws {
        var chance = SeededGenerator.ofThisRun("backups of damaged \(name)")
        let path = try #require(sound.keys.first { $0.hasSuffix(name) })
        var (made, refused) = (0, 0)
        for round in 0..<25 {
            try putBack()
            try damage(sound[path]!, &chance).write(to: URL(filePath: path))
            let backup = office.newBackup
            defer { unlink(backup) }
            do {
                _ = try office.open().backup(office.files, to: backup)
                made += 1
            } catch {
                refused += 1
                #expect(error is any Explained, "round \(round)")
                #expect(!FileManager.default.fileExists(atPath: backup), "round \(round)")
                continue
            }
            let elsewhere = office.folder.path + "-elsewhere"
            defer { try? FileManager.default.removeItem(atPath: elsewhere) }
            #expect(
                try office.restoration(backup, to: elsewhere).run().persons == 4, "round \(round)")
        }
        #expect(made + refused == 25 && refused > 0)
    }

    private static let stores = ["dossiers.sqlite", "summaries.sqlite"]

    @Test("a file that is no store any more is refused and left as it is")
    func leftAlone() throws {
        for path in [office.dossiersPath, office.summariesPath] {
            try putBack()
            for damaged in [sound[path]!.prefix(5_000), Data(count: 8_192), Data("CANARI".utf8)] {
                try Data(damaged).write(to: URL(filePath: path))
                #expect(throws: (any Error).self) { try office.open() }
                #expect(try Data(contentsOf: URL(filePath: path)) == Data(damaged))
            }
        }
    }
}
