import Charter
import DossierStore
import Foundation
import GRDB
import StoreFile
import SyncCore

/// A folder that lives as long as its test, and dossiers in it.
final class Scratch {
    let folder: URL
    var path: String { folder.appendingPathComponent("dossiers.sqlite").path }

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("dossiers-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// Makes dossiers with one administrator, and opens them.
    func newStore() throws -> DossierStore {
        try create()
        return try open()
    }

    @discardableResult
    func create() throws -> RecoveryCode {
        try SealedDossiers.create(
            at: path,
            for: .init(code: admin, password: secret("admin"), day: firstDay, cost: .tests))
    }

    /// Opens what is there as its administrator.
    func open() throws -> DossierStore {
        try login(admin, "admin")
    }

    func login(
        _ code: AccountCode, _ password: String, today: Int = firstDay, cost: KeyCost = .tests
    ) throws -> DossierStore {
        try SealedDossiers(at: path).login(
            code, password: secret(password), today: today, cost: cost)
    }

    /// What somebody does who has the file and an SQLite shell, but not the key.
    func tamper(_ sql: String, _ arguments: StatementArguments = []) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: sql, arguments: arguments) }
        try queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        try queue.close()
    }

    func query<Result>(_ body: (Database) throws -> Result) throws -> Result {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read(body)
    }

    /// Every file of the folder with its bytes.
    func files() throws -> [String: Data] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        return try Dictionary(
            uniqueKeysWithValues: names.map {
                ($0, try Data(contentsOf: folder.appendingPathComponent($0)))
            })
    }
}

let admin = AccountCode("admin")!
let referent = AccountCode("ref-12")!
let referentRole = Code(literal: "referent")
let firstDay = 20_000

/// Passwords of tests are their own words.
func secret(_ text: String) -> SecretBytes {
    Array(text.utf8).withUnsafeBytes { SecretBytes(copying: $0) }
}

extension KeyCost {
    /// As little work as there can be.
    static let tests = KeyCost(log2N: 4, block: 1, lanes: 1)!
}

/// Numbers identifiers from 1, so that a test's records have names.
func id(_ number: UInt) -> RecordID { RecordID(bits: UInt128(number)) }

let personType = Code(literal: "person")
let contractType = Code(literal: "contract")
let noteType = Code(literal: "note")

func person(_ number: UInt, named name: String = "Zoé Lefèvre") -> DossierRecord {
    let values: [Code: CaseValue] = [Code(literal: "family-name"): .text(name)]
    return DossierRecord(
        id: id(number), person: id(number), record: CaseRecord(type: personType, values: values))
}

func contract(
    _ number: UInt, of owner: UInt, kind: Code = Code(literal: "cer"),
    undisclosed: Set<Code> = []
) -> DossierRecord {
    let values: [Code: CaseValue] = [Code(literal: "kind"): .code(kind)]
    return DossierRecord(
        id: id(number), person: id(owner), record: CaseRecord(type: contractType, values: values),
        undisclosed: undisclosed)
}

/// The code of the error that `body` throws, or `nil`.
func refusal(_ body: () throws -> Void) -> String? {
    do {
        try body()
        return nil
    } catch {
        return (error as? any Explained)?.code ?? "\(error)"
    }
}
