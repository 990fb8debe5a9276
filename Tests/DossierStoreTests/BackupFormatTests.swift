import DossierStore
import Foundation
import Simulation
import SyncCore
import TestSeeds
import Testing

@Suite("A backup opens as it was made, or not at all")
struct BackupFormatTests {
    let scratch: Scratch
    let store: DossierStore
    let parts: [BackupPart]
    let sealed: [UInt8]

    /// Four chunks: two files that end within one, and one that is empty.
    init() throws {
        scratch = try Scratch()
        store = try scratch.newStore()
        let large = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        parts = [
            BackupPart(.dossiers, large), BackupPart(.erasures, []),
            BackupPart(BackupName(shared: "hub.identity.pem")!, Array("identity".utf8)),
        ]
        sealed = try Self.seal(parts, store)
    }

    private static func seal(_ parts: [BackupPart], _ store: DossierStore) throws -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        try store.seal(parts, using: &generator) { bytes += $0 }
        return bytes
    }

    /// What comes out of these bytes as a file, or the code of the refusal. The file must stay as it
    /// is.
    private func unpack(_ bytes: [UInt8], by key: BackupKey? = nil) throws -> [String: [UInt8]] {
        let path = scratch.folder.appendingPathComponent("b-\(UUID().uuidString)").path
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        defer { unlink(path) }
        var files: [String: [UInt8]] = [:]
        defer { #expect(FileManager.default.contents(atPath: path) == Data(bytes)) }
        let backup = try SealedBackup(reading: path)
        let quiet: (Int, Int) -> Void = { _, _ in }
        try backup.unpack(with: key ?? store.backupKey, progress: quiet) {
            files[$0.description, default: []] += $1
        }
        return files
    }

    private func code(_ bytes: [UInt8]) -> String? { refusal { _ = try unpack(bytes) } }

    @Test("what went in comes out, and no part of it is in the file in clear")
    func roundTrip() throws {
        let files = try unpack(sealed)
        let expected = parts.map { ($0.name.description, $0.bytes) }
        #expect(files == Dictionary(uniqueKeysWithValues: expected))
        #expect(Data(sealed).range(of: Data("identity".utf8)) == nil)
        #expect(Data(sealed).range(of: Data(parts[0].bytes.prefix(32))) == nil)
    }

    @Test(
        "sizes around the end of a chunk",
        arguments: [0, 1, 65_479, 65_480, 65_481, 65_535, 65_536]
    )
    func sizes(byteCount: Int) throws {
        let part = BackupPart(.dossiers, [UInt8](repeating: 7, count: byteCount))
        let bytes = try Self.seal([part], store)
        #expect(try unpack(bytes) == ["dossiers.sqlite": part.bytes])
    }

    @Test("two backups of the same have nothing in common but how they begin")
    func fresh() throws {
        let again = try Self.seal(parts, store)
        #expect(again.count == sealed.count)
        let alike = zip(sealed, again).filter { $0 == $1 }.count
        #expect(alike < sealed.count / 50)
    }

    @Test("any flipped bit is refused")
    func flippedBits() throws {
        var chance = SeededGenerator.ofThisRun()
        // Every byte of the beginning, where the lengths and the wrapped keys are; then by chance.
        let places =
            Array(0..<20) + (0..<150).map { _ in Int.random(in: 0..<600, using: &chance) }
            + (0..<60).map { _ in Int.random(in: 0..<sealed.count, using: &chance) }
            + [sealed.count - 1, sealed.count - 17]
        for place in places {
            var altered = sealed
            altered[place] ^= 1 << UInt8.random(in: 0..<8, using: &chance)
            let code = code(altered)
            #expect(
                ["backup-damaged", "backup-foreign", "backup-newer"].contains(code),
                "byte \(place): \(code ?? "opened")")
        }
    }

    @Test("a file that was cut short is refused, wherever it was cut")
    func truncated() throws {
        var chance = SeededGenerator.ofThisRun()
        let chunk = 65_536 + 16
        let body = sealed.count - sealed.count % chunk
        let places =
            [0, 1, 15, 16, 19, 20, sealed.count - 1, body, body - chunk]
            + (0..<60).map { _ in Int.random(in: 0..<sealed.count, using: &chance) }
        for place in places {
            let code = code(Array(sealed.prefix(place)))
            let codes: [String?] = ["backup-damaged", "backup-foreign", "backup-newer"]
            #expect(codes.contains(code), "\(place)")
        }
        for more in [1, 16, 17, chunk] {
            #expect(code(sealed + [UInt8](repeating: 0, count: more)) == "backup-damaged")
        }
    }

    @Test("chunks that changed places, were left out, repeated, or come from another backup")
    func chunks() throws {
        let chunk = 65_536 + 16
        let start = sealed.count - (200_000 + 4 + 16 * 4 + 8) - index
        func part(_ number: Int, of bytes: [UInt8]) -> [UInt8] {
            Array(bytes[(start + number * chunk)..<min(start + (number + 1) * chunk, bytes.count)])
        }
        let header = Array(sealed.prefix(start))
        let all = (0..<4).map { part($0, of: sealed) }
        #expect(try unpack(header + all.joined()).count == 3)
        let other = try Self.seal(parts, store)
        let orders = [
            [1, 0, 2, 3], [0, 2, 3], [0, 1, 2], [0, 0, 1, 2, 3], [0, 1, 2, 3, 3], [3],
        ]
        for order in orders {
            let bytes = header + order.flatMap { all[$0] }
            #expect(code(bytes) == "backup-damaged", "\(order)")
        }
        let mixed = header + all[0] + part(1, of: other) + all[2] + all[3]
        #expect(code(mixed) == "backup-damaged")
        let swapped = Array(other.prefix(start)) + all.joined()
        #expect(code(swapped) == "backup-damaged")
    }

    /// Bytes of the list of files.
    private var index: Int {
        let names = parts.map { $0.name.description.utf8.count }
        // An array's head; of each file an array's head, a text's head and length, and the size.
        return 1 + names.reduce(0) { $0 + 1 + ($1 < 24 ? 1 : 2) + $1 } + 5 + 1 + 1
    }

    @Test("another office's key opens nothing of it")
    func otherOffice() throws {
        let other = try Scratch()
        let key = try other.newStore().backupKey
        #expect(refusal { _ = try unpack(sealed, by: key) } == "backup-damaged")
    }

    @Test("any bytes at all are refused in one line, and with bounded work")
    func noise() throws {
        var chance = SeededGenerator.ofThisRun()
        let mark = Array("secteur-backup-1".utf8)
        for _ in 0..<200 {
            let count = Int.random(in: 0..<2_000, using: &chance)
            let noise = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &chance) }
            for bytes in [noise, mark + noise, mark + [0, 0, 1, 0] + noise] {
                let code = code(bytes)
                #expect(code?.hasPrefix("backup-") == true, "\(code ?? "opened")")
            }
        }
        #expect(code(Array("secteur-backup-2".utf8)) == "backup-newer")
        #expect(code(mark + [0xff, 0xff, 0xff, 0xff]) == "backup-damaged")
    }

    @Test("what opens and can't be read is said to be unreadable")
    func unreadable() {
        let folder = FileManager.default.temporaryDirectory.path
        #expect(refusal { _ = try SealedBackup(reading: folder) } == "store-io")
    }

    @Test("no name leads out of the office's folder")
    func names() {
        for name in ["", ".", "..", "../x", "a/b", ".hidden", "A", "a b", "é", "a\0"] {
            #expect(BackupName(shared: name) == nil, "\(name)")
        }
        #expect(BackupName(shared: String(repeating: "a", count: 65)) == nil)
        #expect(BackupName(shared: "hub.identity.pem")?.description == "shared/hub.identity.pem")
    }

    @Test("every refusal says in both languages what happened and what to do")
    func words() {
        for kind in [
            BackupError.Kind.missing, .exists, .foreign, .newer, .damaged, .refused,
            .notAdministrator, .otherOffice, .folderTaken,
        ] {
            let error = BackupError(kind, path: "/x")
            for phrase in [error.what, error.remedy] {
                #expect(phrase.fr != phrase.en)
                #expect(!phrase.fr.isEmpty && !phrase.en.isEmpty)
            }
        }
    }
}
