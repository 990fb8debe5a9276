import Charter
import Crypto
import Desk
import DossierStore
import Foundation
import GRDB
import SummaryStore
import SyncCore
import Testing

/// An office in a folder that lives as long as its test.
final class Office {
    static let sha256: SHA256Function = { Array(SHA256.hash(data: $0)) }
    private static let charter = Charter.insertion()

    let folder: URL
    var dossiersPath: String { folder.appendingPathComponent("dossiers.sqlite").path }
    var summariesPath: String { folder.appendingPathComponent("summaries.sqlite").path }

    var erasuresPath: String { folder.appendingPathComponent("erasures").path }

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("office-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try create(settings: [.officeName: "CSS Bobigny"])
        try open(as: administrator).addAccount(
            referent, roles: [Code(literal: "referent")], password: secret(of: referent),
            mustChange: false, day: firstDay, cost: .tests)
    }

    /// Makes the files, with the administrator.
    @discardableResult
    func create(settings: [SummaryStore.SettingName: String] = [:]) throws -> RecoveryCode {
        try Desk.create(
            dossiers: dossiersPath, summaries: summariesPath, charter: Self.charter,
            settings: settings,
            administrator: .init(
                code: administrator, password: secret(of: administrator), day: firstDay,
                cost: .tests))
    }

    /// An office whose making was interrupted between its files.
    init(makingInterrupted: Void) throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("office-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try create()
        try FileManager.default.removeItem(atPath: summariesPath)
    }

    private init(copying other: Office) throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("office-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: other.folder, to: folder)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// Opens the office: as its référent, unless said.
    ///
    /// - Parameter today: the day that it is.
    func open(
        as account: AccountCode = referent, today: String = "2026-03-02",
        generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
        atMoment: @escaping @Sendable (Desk.Moment) throws -> Void = { _ in }
    ) throws -> Desk {
        let day = CivilDate(today)!
        return try Desk(
            dossiers: try login(account), summaries: summariesPath, sha256: Self.sha256,
            generator: generator, today: { day }, atMoment: atMoment)
    }

    func login(
        _ account: AccountCode, _ password: SecretBytes? = nil, today: Int = firstDay
    ) throws -> DossierStore {
        try SealedDossiers(at: dossiersPath).login(
            account, password: password ?? secret(of: account), today: today, cost: .tests)
    }

    func entrance() throws -> OfficeEntrance {
        try OfficeEntrance(
            dossiers: try SealedDossiers(at: dossiersPath), summaries: summariesPath,
            sha256: Self.sha256)
    }

    /// The same office on a second laptop: no desk may be open.
    func copy() throws -> Office {
        try Office(copying: self)
    }

    /// The sealed bytes of a record, as they lie in the file.
    func box(of id: RecordID) throws -> Data {
        let pool = try DatabaseQueue(path: dossiersPath)
        defer { try? pool.close() }
        let box = try pool.read {
            try Data.fetchOne(
                $0, sql: "SELECT box FROM record WHERE id = ?", arguments: [Data(id.bytes)])
        }
        return try #require(box)
    }

    /// The sealed boxes of a person's folder, with its cover.
    func boxes(of person: RecordID) throws -> [Data] {
        let queue = try DatabaseQueue(path: dossiersPath)
        defer { try? queue.close() }
        return try queue.read { db in
            try Data.fetchAll(
                db,
                sql: "SELECT box FROM record WHERE person = ?1 UNION ALL "
                    + "SELECT cover FROM person WHERE id = ?1",
                arguments: [Data(person.bytes)])
        }
    }

    /// Whether a file of the office holds these bytes. A box may be split over pages: its beginning
    /// stands for it.
    func holds(_ bytes: Data) throws -> Bool {
        try self.bytes(ofFilesNamed: "").range(of: bytes.prefix(60)) != nil
    }

    /// Every byte of every file.
    func bytes(ofFilesNamed prefix: String) throws -> Data {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasPrefix(prefix) }.sorted()
            .reduce(into: Data()) {
                $0 += try Data(contentsOf: folder.appendingPathComponent($1))
            }
    }
}

// MARK: Accounts

let administrator = AccountCode("admin")!
let referent = AccountCode("ref-12")!
let firstDay = 20_000

/// Until a test changes it, each account's password is a phrase with its own number.
func secret(of account: AccountCode) -> SecretBytes {
    let number = account.description.utf8.reduce(0) { $0 + Int($1) }
    return secret("Deux péniches vides et un héron \(number)")
}

func secret(_ text: String) -> SecretBytes {
    Array(text.utf8).withUnsafeBytes { SecretBytes(copying: $0) }
}

extension KeyCost {
    /// As little work as there can be.
    static let tests = KeyCost(log2N: 4, block: 1, lanes: 1)!
}

/// What a test throws where the power fails.
struct PowerFailure: Error {}

extension Desk {
    /// What comes of a sync when the hub holds `state` of a record.
    func hear(_ state: RecordState, of id: RecordID) throws {
        var exchange = OfficeExchange(
            charterDigest: charter.digest(Office.sha256), sha256: Office.sha256)
        let outbox = try summaries.outbox()
        let request = exchange.request(from: outbox)
        let packed = PackedRecord(state)
        let number = outbox.position.head.seq + 1
        let offered = request.records.contains { $0.id == id }
        let page = ExchangeAnswer.Page(
            outcomes: request.records.map { $0.id == id ? .state(packed) : .deferred },
            feed: offered ? [] : [.init(seq: number, id: id, state: packed)],
            cursor: number, head: Checkpoint(seq: number, tag: number), more: false)
        _ = try summaries.receive(.page(page), by: &exchange)
    }

    /// What comes of a sync when the hub tells that these were erased.
    func hear(erasures: [RecordID]) throws {
        var exchange = OfficeExchange(
            charterDigest: charter.digest(Office.sha256), sha256: Office.sha256)
        let outbox = try summaries.outbox()
        let request = exchange.request(from: outbox)
        let number = outbox.position.head.seq + 1
        let sent = Set(request.records.map(\.id) + request.erasures)
        let page = ExchangeAnswer.Page(
            outcomes: request.records.map { erasures.contains($0.id) ? .erased : .deferred },
            feed: erasures.filter { !sent.contains($0) }.sorted()
                .map { .init(seq: number, id: $0, state: nil) },
            cursor: number, head: Checkpoint(seq: number, tag: number), more: false)
        _ = try summaries.receive(.page(page), by: &exchange)
    }

    /// What comes of a sync when the hub writes a code as somebody who was shown what is here.
    func hearDecision(_ code: Code, of name: FieldName, in id: RecordID, shown: RecordState) throws
    {
        var state = shown
        var generator = SystemRandomNumberGenerator()
        state.write(
            .code(code), to: name, dot: Dot(actor: ActorID(using: &generator), n: 1),
            shown: shown[name])
        try hear(state, of: id)
    }

    /// What a register of a summary says.
    func reading(_ name: FieldName, of id: RecordID) throws -> Reading {
        guard let state = try summaries.record(id) else { return .absent }
        let type = charter.summarySchema.type(state.type)!
        return state[name].reading(name.member == nil ? type.field(of: name)!.merge : .keep)
    }
}

// MARK: Words of the charter

let contractType = Code(literal: "contract")
let noteType = Code(literal: "note")
let familyName = Code(literal: "family-name")
let givenName = Code(literal: "given-name")
let kind = Code(literal: "kind")
let status = Code(literal: "status")
let start = Code(literal: "start")
let end = Code(literal: "end")
let themes = Code(literal: "themes")
let actions = Code(literal: "actions")
let statusRegister = FieldName(status)
let endQuarter = FieldName(Code(literal: "end-quarter"))

func date(_ text: String) -> CaseValue { .date(CivilDate(text)!) }
func code(_ text: String) -> CaseValue { .code(Code(text)!) }

let usualContract: [Code: CaseValue] = [
    kind: code("cer"), status: code("draft"), start: date("2026-02-10"), end: date("2026-08-09"),
    themes: .codes([Code(literal: "housing"), Code(literal: "employment")]),
    actions: .text("CANARI-ACTION : chercher un logement"),
]

extension Desk {
    func newPerson(_ family: String = "CANARI-NOM", _ given: String = "Zoé") throws -> RecordID {
        try addPerson([familyName: .text(family), givenName: .text(given)])
    }

    func newNote(_ text: String, about person: RecordID) throws -> RecordID {
        try add(
            CaseRecord(type: noteType, values: [Code(literal: "body"): .text(text)]), about: person)
    }

    func newContract(_ values: [Code: CaseValue] = usualContract) throws -> RecordID {
        try add(CaseRecord(type: contractType, values: values), about: try newPerson())
    }
}
