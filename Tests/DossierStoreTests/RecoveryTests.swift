import Charter
import DossierStore
import Foundation
import GRDB
import Simulation
import SyncCore
import TestSeeds
import Testing

@Suite("The recovery code, and offices of before there were accounts")
struct RecoveryTests {
    let scratch: Scratch
    let code: RecoveryCode

    init() throws {
        scratch = try Scratch()
        code = try scratch.create()
        try scratch.open().write { _ = try $0.add(person(1)) }
    }

    private func administrator(_ code: String) -> SealedDossiers.FirstAdministrator {
        .init(
            code: AccountCode(code)!, password: secret(code), day: firstDay, cost: .tests)
    }

    private func recover(_ recovery: RecoveryCode, as code: String) throws -> RecoveryCode {
        try SealedDossiers(at: scratch.path).recover(by: recovery, administrator(code))
    }

    @Test("the code from paper makes an administrator who can unlock the others")
    func recovering() throws {
        for _ in 0..<3 { _ = refusal { _ = try scratch.login(admin, "wrong") } }
        let copied = try #require(RecoveryCode(secret(code.text.lowercased())))
        _ = try recover(copied, as: "admin-2")
        let opened = try scratch.login(AccountCode("admin-2")!, "admin-2")
        #expect(opened.account.roles == [Account.administrator])
        #expect(try opened.read { try $0.record(id(1)) }?.record == person(1).record)
        try opened.write { try $0.unlock(admin) }
        _ = try scratch.login(admin, "admin")
    }

    @Test("a code works once, and the next one works then")
    func usedUp() throws {
        let next = try recover(code, as: "admin-2")
        #expect(refusal { _ = try recover(code, as: "admin-3") } == "recovery-refused")
        #expect(refusal { _ = try recover(next, as: "admin-2") } == "account-exists")
        _ = try recover(next, as: "admin-3")
    }

    @Test("a wrapping put back for a code that was used up is refused")
    func putBack() throws {
        let before = try scratch.query { try Row.fetchOne($0, sql: "SELECT * FROM recovery") }!
        _ = try recover(code, as: "admin-2")
        try scratch.tamper(
            "UPDATE recovery SET salt = ?, wrapped = ?", [before["salt"], before["wrapped"]])
        #expect(refusal { _ = try recover(code, as: "admin-3") } == "recovery-refused")
    }

    @Test("another office's code opens nothing")
    func otherOffice() throws {
        let other = try Scratch().create()
        #expect(refusal { _ = try recover(other, as: "admin-2") } == "recovery-refused")
    }

    @Test("a code is read as it is copied by hand, and nothing else is one")
    func reading() throws {
        var chance = SeededGenerator.ofThisRun()
        for _ in 0..<200 {
            let code = RecoveryCode(using: &chance)
            let text = code.text
            #expect(text.count == 39 && text.split(separator: "-").count == 8)
            let copies = [
                text, text.lowercased(), text.replacingOccurrences(of: "-", with: " "),
                text.replacingOccurrences(of: "-", with: "") + "\n",
                text.replacingOccurrences(of: "0", with: "O")
                    .replacingOccurrences(of: "1", with: "l"),
            ]
            for copy in copies { #expect(RecoveryCode(secret(copy))?.text == text) }
            for wrong in [String(text.dropLast()), text + "A", "U" + text.dropFirst(), ""] {
                #expect(RecoveryCode(secret(wrong)) == nil)
            }
        }
    }

    // MARK: Offices of before

    private var keyFile: String { scratch.folder.appendingPathComponent("office.key").path }

    /// Puts an office that the first version made in its place: a person and a contract. Returns
    /// what its key file holds.
    private func makeOld() throws -> String {
        let fixture = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        for name in ["dossiers.sqlite", "office.key"] {
            let file = scratch.folder.appendingPathComponent(name)
            try? FileManager.default.removeItem(at: file)
            try FileManager.default.copyItem(
                at: fixture.appendingPathComponent("Fixtures/first-version/" + name), to: file)
            chmod(file.path, 0o600)
        }
        for rest in ["-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: scratch.path + rest)
        }
        return try String(contentsOfFile: keyFile, encoding: .utf8)
    }

    private func begin() throws -> RecoveryCode {
        try SealedDossiers(at: scratch.path).begin(administrator("admin"))
    }

    @Test("the first account takes the key in, reads what was there, and the file is gone")
    func beginning() throws {
        _ = try makeOld()
        #expect(refusal { _ = try scratch.open() } == "accounts-missing")
        let recovery = try begin()
        #expect(!FileManager.default.fileExists(atPath: keyFile))
        #expect(try scratch.open().read { try $0.counts() }.records == 2)
        var names: [CaseValue?] = []
        try scratch.open().read { dossiers in
            try dossiers.forEach(type: personType) {
                names.append($0.record.values[Code(literal: "family-name")])
                return true
            }
        }
        #expect(names == [.text("Durand")])
        _ = try recover(recovery, as: "admin-2")
        #expect(refusal { _ = try begin() } == "accounts-exist")
    }

    @Test("a crash before the file is destroyed leaves that to the next login")
    func interrupted() throws {
        let key = try makeOld()
        _ = try begin()
        try key.write(toFile: keyFile, atomically: false, encoding: .utf8)
        _ = try scratch.open()
        #expect(!FileManager.default.fileExists(atPath: keyFile))
        // Another office's key that lies there is not ours to destroy.
        let other = key.replacingOccurrences(of: key.suffix(5).prefix(4), with: "0123")
        try other.write(toFile: keyFile, atomically: false, encoding: .utf8)
        _ = try scratch.open()
        #expect(try String(contentsOfFile: keyFile, encoding: .utf8) == other)
    }

    @Test("no key, another's, or one that others may read: refused, and nothing is changed")
    func badKeys() throws {
        let key = try makeOld()
        chmod(keyFile, 0o640)
        #expect(refusal { _ = try begin() } == "key-exposed")
        chmod(keyFile, 0o600)
        let other = key.replacingOccurrences(of: key.suffix(5).prefix(4), with: "0123")
        for wrong in [other, "not a key", ""] {
            try wrong.write(toFile: keyFile, atomically: false, encoding: .utf8)
            #expect(refusal { _ = try begin() } == "key-wrong")
        }
        try FileManager.default.removeItem(atPath: keyFile)
        #expect(refusal { _ = try begin() } == "key-missing")
        #expect(try SealedDossiers(at: scratch.path).accountCount() == 0)
    }
}
