import DossierStore
import Foundation
import SyncCore
import Testing

@Suite("The list of erasures outlives the dossiers that it speaks of")
struct ErasureListTests {
    let scratch: Scratch
    let store: DossierStore
    var listPath: String { scratch.folder.appendingPathComponent("erasures").path }

    init() throws {
        scratch = try Scratch()
        store = try scratch.newStore()
        try store.write { dossiers in
            for number: UInt in 1...3 { try dossiers.add(person(number)) }
        }
    }

    private func erase(_ number: UInt) throws {
        try store.write { _ = try $0.erase(person: id(number), summarised: [contractType]) }
    }

    /// A copy of the dossiers from before, beside the list of now.
    private func putBack(_ body: () throws -> Void) throws -> Scratch {
        #expect(try store.emptyLog())
        let before = try Data(contentsOf: URL(fileURLWithPath: scratch.path))
        try body()
        let older = try Scratch()
        try before.write(to: URL(fileURLWithPath: older.path))
        try FileManager.default.copyItem(
            atPath: listPath, toPath: older.folder.appendingPathComponent("erasures").path)
        return older
    }

    @Test("whoever was erased since is found in dossiers from before")
    func returned() throws {
        #expect(try store.returnedPersons() == [])
        let older = try putBack {
            try erase(1)
            try erase(3)
        }
        #expect(try store.returnedPersons() == [])
        #expect(try older.open().returnedPersons() == [id(1), id(3)])
    }

    @Test("the list is its owner's alone and holds nothing but identifiers and their codes")
    func contents() throws {
        try erase(2)
        let attributes = try FileManager.default.attributesOfItem(atPath: listPath)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let lines = try String(contentsOfFile: listPath, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 1)
        #expect(lines[0].hasPrefix("\(id(2)) "))
        #expect(lines[0].count == 32 + 1 + 64)
    }

    @Test("nobody is erased by a line that the office didn't write")
    func forged() throws {
        try erase(1)
        let line = try String(contentsOfFile: listPath, encoding: .utf8)
        for forged in [
            line.replacingOccurrences(of: "\(id(1))", with: "\(id(2))"),
            "\(id(2))", "\(id(2)) ", "\(id(2)) \(String(repeating: "0", count: 64))", "é è",
            String(line.dropLast(9)),
        ] {
            try (line + forged + "\n").write(toFile: listPath, atomically: false, encoding: .utf8)
            #expect(try store.returnedPersons() == [], "\(forged)")
            #expect(try store.strangeErasureLines() == 1, "\(forged)")
        }
    }

    @Test("after a line that the power cut short the list goes on")
    func cutShort() throws {
        let older = try putBack {
            try erase(1)
            let handle = try #require(FileHandle(forWritingAtPath: listPath))
            try handle.seekToEnd()
            try handle.write(contentsOf: Data("\(id(2)) 00ab".utf8))
            try handle.close()
            try erase(3)
        }
        #expect(try older.open().returnedPersons() == [id(1), id(3)])
        #expect(try store.strangeErasureLines() == 1)
    }

    @Test("an erasure that can't be listed isn't done")
    func unlisted() throws {
        try FileManager.default.createDirectory(
            atPath: listPath, withIntermediateDirectories: false)
        #expect(refusal { try erase(1) } == "store-read-only")
        #expect(try store.read { try $0.counts() }.persons == 3)
    }

    @Test("the mark of an erasure is the same at each opening, and another office's is another")
    func marks() throws {
        let mark = store.ownErasureMark(of: id(1))
        #expect(try scratch.open().ownErasureMark(of: id(1)) == mark)
        #expect(mark != id(1))
        #expect(mark != store.ownErasureMark(of: id(2)))
        let other = try Scratch()
        #expect(try other.newStore().ownErasureMark(of: id(1)) != mark)
    }
}
