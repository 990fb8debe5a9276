import Charter
import DossierStore
import Foundation
import GRDB
import SyncCore
import Testing

@Suite("What is sealed stays sealed, and where it was put")
struct SealingTests {
    let scratch: Scratch
    let store: DossierStore

    init() throws {
        scratch = try Scratch()
        store = try scratch.newStore()
        try store.write { dossiers in
            try dossiers.add(person(1, named: "CANARI-NOM"))
            try dossiers.add(contract(11, of: 1))
            try dossiers.add(contract(12, of: 1))
            try dossiers.add(person(2))
            try dossiers.add(contract(21, of: 2))
        }
        #expect(try store.emptyLog())
    }

    private func box(of number: UInt) throws -> Data {
        try scratch.query {
            try Data.fetchOne(
                $0, sql: "SELECT box FROM record WHERE id = ?", arguments: [Data(id(number).bytes)])
        }!
    }

    private func open(_ number: UInt) -> String? {
        refusal { _ = try scratch.open().read { try $0.record(id(number)) } }
    }

    @Test("no value of a record occurs in any file")
    func nothingInClear() throws {
        for (name, bytes) in try scratch.files() {
            #expect(bytes.range(of: Data("CANARI".utf8)) == nil, "found in \(name)")
            #expect(bytes.range(of: Data("family-name".utf8)) == nil, "found in \(name)")
        }
    }

    @Test("the files are their owner's alone")
    func modes() throws {
        for name in try scratch.files().keys {
            let file = scratch.folder.appendingPathComponent(name).path
            let attributes = try FileManager.default.attributesOfItem(atPath: file)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
        }
    }

    @Test("boxes of two records of one person that changed places are refused")
    func swappedBoxes() throws {
        let (first, second) = (try box(of: 11), try box(of: 12))
        try scratch.tamper(
            "UPDATE record SET box = CASE id WHEN ? THEN ? ELSE ? END WHERE id IN (?, ?)",
            [
                Data(id(11).bytes), second, first, Data(id(11).bytes), Data(id(12).bytes),
            ])
        #expect(open(11) == "seal-broken")
        #expect(open(12) == "seal-broken")
        #expect(open(21) == nil)
    }

    @Test("a record moved into another person's folder is refused")
    func movedRecord() throws {
        try scratch.tamper(
            "UPDATE record SET person = ? WHERE id = ?",
            [Data(id(2).bytes), Data(id(11).bytes)])
        #expect(open(11) == "seal-broken")
        #expect(
            refusal { _ = try store.read { try $0.records(of: id(2)) } } == "seal-broken")
    }

    @Test("a record that is given another type is refused")
    func retypedRecord() throws {
        try scratch.tamper(
            "UPDATE record SET type = 'note' WHERE id = ?", [Data(id(11).bytes)])
        #expect(open(11) == "seal-broken")
    }

    @Test("a row put back as it was before a change is refused")
    func replayedRow() throws {
        let before = try box(of: 11)
        try store.write { dossiers in
            var contract = try #require(try dossiers.record(id(11)))
            contract.record.values[Code(literal: "kind")] = .code(Code(literal: "rmi"))
            try dossiers.update(contract)
        }
        try scratch.tamper(
            "UPDATE record SET box = ?, revision = 1 WHERE id = ?", [before, Data(id(11).bytes)])
        #expect(open(11) == "seal-broken")
        try scratch.tamper("UPDATE record SET revision = 2 WHERE id = ?", [Data(id(11).bytes)])
        #expect(open(11) == "seal-broken")
    }

    @Test("a folder from which a record was taken away is refused")
    func missingRow() throws {
        try scratch.tamper("DELETE FROM record WHERE id = ?", [Data(id(12).bytes)])
        #expect(
            refusal { _ = try store.read { try $0.records(of: id(1)) } } == "seal-broken")
        #expect(refusal { _ = try store.read { try $0.records(of: id(2)) } } == nil)
    }

    @Test("one altered bit is refused")
    func alteredBit() throws {
        var altered = try box(of: 11)
        altered[altered.count / 2] ^= 1
        try scratch.tamper(
            "UPDATE record SET box = ? WHERE id = ?", [altered, Data(id(11).bytes)])
        #expect(open(11) == "seal-broken")
    }

    @Test("an erased person's rows can't be read even when they are put back")
    func erasedKey() throws {
        let kept = try scratch.query {
            try Row.fetchAll(
                $0, sql: "SELECT * FROM record WHERE person = ?",
                arguments: [Data(id(1).bytes)])
        }
        let erased = try store.write { try $0.erase(person: id(1), summarised: [contractType]) }
        #expect(try store.emptyLog())
        #expect(erased == [id(11), id(12)])
        for (name, bytes) in try scratch.files() {
            for row in kept {
                let box: Data = row["box"]
                #expect(bytes.range(of: box) == nil, "an erased box is still in \(name)")
            }
        }
        try scratch.tamper(
            "INSERT INTO person (id, cover) VALUES (?, zeroblob(80))",
            [Data(id(1).bytes)])
        for row in kept {
            try scratch.tamper(
                "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)",
                [
                    row["id"], row["person"], row["type"], row["revision"], row["undisclosed"],
                    row["box"],
                ])
        }
        #expect(open(11) == "seal-broken")
        #expect(open(21) == nil)
    }

    @Test("without a password nothing opens, and another office's doesn't open it")
    func password() throws {
        #expect(refusal { _ = try scratch.login(admin, "Admin") } == "login-refused")
        let other = try Scratch()
        _ = try other.newStore()
        let wrapped = try other.query {
            try Row.fetchOne($0, sql: "SELECT salt, wrapped FROM account")
        }!
        try scratch.tamper(
            "UPDATE account SET salt = ?, wrapped = ?", [wrapped["salt"], wrapped["wrapped"]])
        #expect(open(11) == "account-altered")
    }
}
