import Foundation
import GRDB
import StoreFile
import SyncCore
import Testing

@testable import HubStore

@Suite("A store that can't be used")
final class BadStoreTests {
    private let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("bad-\(UUID().uuidString)")

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private var path: String { folder.appendingPathComponent("hub.sqlite").path }

    private func expectRefused(_ kinds: Set<StoreError.Kind>, sourceLocation: SourceLocation) {
        let before = try? Data(contentsOf: URL(fileURLWithPath: path))
        do {
            _ = try SQLiteHub(at: path, random: { 4 })
            Issue.record("opened", sourceLocation: sourceLocation)
        } catch let error as StoreError {
            #expect(kinds.contains(error.kind), sourceLocation: sourceLocation)
            #expect(!error.remedy.fr.isEmpty && !error.remedy.en.isEmpty)
        } catch {
            Issue.record("\(error)", sourceLocation: sourceLocation)
        }
        #expect(
            (try? Data(contentsOf: URL(fileURLWithPath: path))) == before,
            sourceLocation: sourceLocation)
    }

    @Test func isRefusedAndLeftAsItWas() throws {
        expectRefused([.missing], sourceLocation: #_sourceLocation)

        try Data("not a database, but a text that is long enough".utf8)
            .write(to: URL(fileURLWithPath: path))
        expectRefused([.corrupt, .foreign], sourceLocation: #_sourceLocation)

        try Data().write(to: URL(fileURLWithPath: path))
        expectRefused([.foreign], sourceLocation: #_sourceLocation)

        try FileManager.default.removeItem(atPath: path)
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "CREATE TABLE record (key INTEGER)") }
        try queue.close()
        expectRefused([.foreign], sourceLocation: #_sourceLocation)
    }

    @Test func aNewerStoreIsRefused() throws {
        try SQLiteHub.create(at: path, random: { 4 }).close()
        let queue = try DatabaseQueue(path: path)
        try queue.write {
            try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('What comes later')")
        }
        try queue.close()
        expectRefused([.newer], sourceLocation: #_sourceLocation)
    }

    @Test func aTruncatedStoreIsRefused() throws {
        try SQLiteHub.create(at: path, random: { 4 }).close()
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        for count in [100, 4096, whole.count / 2, whole.count - 1] {
            try whole.prefix(count).write(to: URL(fileURLWithPath: path))
            expectRefused([.corrupt, .foreign], sourceLocation: #_sourceLocation)
        }
    }

    @Test func damageInsideIsToldAndNothingIsWritten() throws {
        let hub = try HubFixture()
        var office = try hub.office("CSS Bobigny")
        for _ in 0..<400 { hub.write(&office, hub.newID(), [("status", .code("draft"))]) }
        try hub.sync(&office)
        var bytes = try hub.backup()
        // Every page but the first says nothing that makes sense any more.
        for index in stride(from: 4096, to: bytes.count, by: 4096) {
            bytes.replaceSubrange(
                index..<min(index + 64, bytes.count), with: [UInt8](repeating: 0xee, count: 64))
        }
        try bytes.write(to: URL(fileURLWithPath: path))
        do {
            let store = try SQLiteHub(at: path, random: { 4 })
            _ = try store.read { try $0.charters() }
            Issue.record("read")
        } catch let error as StoreError {
            #expect(error.kind == .corrupt)
        }
    }

    @Test func aFullDiskFailsTheExchangeAndKeepsWhatWasConfirmed() throws {
        let hub = try HubFixture()
        var office = try hub.office("CSS Bobigny")
        hub.write(&office, hub.newID(), [("status", .code("draft"))])
        try hub.sync(&office)
        let before = try hub.dump()
        try hub.store.pool.writeWithoutTransaction { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count")!
            try db.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
        for _ in 0..<500 { hub.write(&office, hub.newID(), [("status", .code("signed"))]) }
        let refusal = #expect(throws: StoreError.self) { try hub.sync(&office) }
        #expect(refusal?.kind == .full)
        #expect(try hub.dump() == before)

        // Room is made, and nothing is lost.
        try hub.reopen()
        try hub.sync(&office)
        #expect(try hub.part(of: nil) == HubFixture.states(office))
        #expect(try hub.channelFaults() == [])
    }

    @Test func isNeverOverwritten() throws {
        try SQLiteHub.create(at: path, random: { 4 }).close()
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(throws: StoreError(.exists, path: path)) {
            try SQLiteHub.create(at: path, random: { 4 })
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }

    @Test func isReadableByItsOwnerAlone() throws {
        let hub = try HubFixture()
        var office = try hub.office("CSS Bobigny")
        hub.write(&office, hub.newID(), [("status", .code("draft"))])
        try hub.sync(&office)
        for end in ["", "-wal", "-shm"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: hub.path + end)
            #expect((attributes[.posixPermissions] as? Int) == 0o600, "\(end)")
        }
    }
}
