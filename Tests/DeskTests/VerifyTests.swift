import Charter
import Desk
import DossierStore
import Foundation
import GRDB
import SummaryStore
import SyncCore
import Testing

@Suite("Verifying finds what is wrong, by the check that is for it")
struct VerifyTests {
    let office: Office
    let contract: RecordID

    init() throws {
        office = try Office()
        contract = try office.open().newContract()
    }

    private func tamper(_ path: String, _ sql: String, _ arguments: StatementArguments = []) throws
    {
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: sql, arguments: arguments) }
        try queue.close()
    }

    private func found() throws -> [String] {
        try office.open().findings(in: office.files).map(\.check.text)
    }

    @Test("a sound office has no findings, and each check is asked")
    func sound() throws {
        var asked: [String] = []
        let desk = try office.open()
        let findings = try desk.findings(in: office.files) { check, _ in
            if asked.last != check.name.text { asked.append(check.name.text) }
        }
        #expect(findings == [])
        #expect(asked == ["seals", "journal"])
        let names = OfficeCheck.all.map(\.name.text)
        #expect(Set(names).count == names.count)
    }

    @Test("a record that was taken away, and one that was altered, each by the folder's name")
    func seals() throws {
        let other = try office.open().newContract()
        try tamper(
            office.dossiersPath, "DELETE FROM record WHERE id = ?", [Data(contract.bytes)])
        try tamper(
            office.dossiersPath, "UPDATE record SET box = zeroblob(200) WHERE id = ?",
            [Data(other.bytes)])
        #expect(try found() == ["seals", "seals"])
    }

    @Test("a summary that isn't what its digest says")
    func summaries() throws {
        try tamper(office.summariesPath, "UPDATE summary SET digest = digest + 1")
        #expect(try found() == ["summaries"])
    }

    @Test("a summary that can't be found by its identifier")
    func identifiers() throws {
        try tamper(office.summariesPath, "DELETE FROM latest_identifier")
        #expect(try found() == ["databases"])
    }

    @Test("a charter that is repeated, and one that was lost before a later one")
    func charter() throws {
        try tamper(
            office.summariesPath,
            """
            INSERT INTO charter (number, source, accepted) SELECT 2, source, 1 FROM charter;
            INSERT INTO charter (number, source, accepted)
                SELECT 4, replace(source, char(10) || 'version: 1' || char(10),
                    char(10) || 'version: 2' || char(10)), 1 FROM charter WHERE number = 1;
            """)
        let summaries = try office.open().summaries
        #expect(try summaries.charterFaults() == [.outOfOrder(number: 2), .lost(number: 3)])
        #expect(try found() == ["charter", "charter"])
    }

    @Test("a charter that became unreadable under an office that is open")
    func unreadableCharter() throws {
        let desk = try office.open()
        try tamper(office.summariesPath, "UPDATE charter SET source = 'name: ['")
        #expect(try desk.findings(in: office.files).map(\.check.text) == ["charter"])
        #expect(throws: CharterRefusal.self) { try office.open() }
    }

    @Test("an index that doesn't say what its table says")
    func databases() throws {
        try tamper(
            office.dossiersPath,
            """
            PRAGMA writable_schema = ON;
            UPDATE sqlite_schema SET sql = replace(sql, 'record (person, type)', 'record (type)')
                WHERE name = 'record_by_person';
            """)
        #expect(try found().contains("databases"))
    }

    @Test("an account that was edited")
    func accounts() throws {
        try tamper(
            office.dossiersPath,
            "UPDATE account SET revision = revision + 1 WHERE code = 'admin'")
        #expect(try found() == ["accounts"])
    }

    @Test("files that others may read")
    func files() throws {
        chmod(office.dossiersPath, 0o644)
        chmod(office.sharedPath, 0o755)
        let findings = try office.open().findings(in: office.files)
        #expect(Set(findings.map(\.check.text)) == ["files"])
        // SQLite gives the files beside the store the mode of the store.
        #expect(
            Set(findings.map(\.place)).isSuperset(of: [office.dossiersPath, office.sharedPath]))
    }

    @Test("a strange line in the list of erasures")
    func erasures() throws {
        let path = office.files.path(of: .erasures)
        try Data("\(contract) 00\n".utf8).write(to: URL(fileURLWithPath: path))
        chmod(path, 0o600)
        #expect(try found() == ["erasures"])
    }
}
