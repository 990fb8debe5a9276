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
    var sharedPath: String { folder.appendingPathComponent("shared").path }
    var summariesPath: String { sharedPath + "/summaries.sqlite" }
    var files: OfficeFiles { OfficeFiles(folder: folder.path) }

    var erasuresPath: String { folder.appendingPathComponent("erasures").path }

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("office-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            atPath: sharedPath, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        try create(settings: [.officeName: "CSS Bobigny"])
        try add(referent, roles: ["referent"])
    }

    /// Adds an account that can log in at once.
    func add(_ account: AccountCode, roles: Set<String>) throws {
        try open(as: administrator).addAccount(
            account, roles: Set(roles.compactMap(Code.init)), password: secret(of: account),
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
        try FileManager.default.createDirectory(
            atPath: sharedPath, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
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
    /// - Parameter today: the day that it is; it is noon.
    func open(
        as account: AccountCode = referent, today: String = "2026-03-02",
        generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
        atMoment: @escaping @Sendable (Desk.Moment) throws -> Void = { _ in }
    ) throws -> Desk {
        let day = CivilDate(today)!
        return try Desk(
            dossiers: try login(account), summaries: summariesPath, sha256: Self.sha256,
            generator: generator, today: { day },
            now: { Int64(day.dayNumber) * 86_400 + 43_200 }, atMoment: atMoment)
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

    /// What somebody does who has the file and an SQLite shell.
    func tamper(_ sql: String) throws {
        let queue = try DatabaseQueue(path: dossiersPath)
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
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
        try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            .map { folder.appendingPathComponent($0) }
            .filter { $0.lastPathComponent.hasPrefix(prefix) && !$0.hasDirectoryPath }
            .sorted { $0.path < $1.path }
            .reduce(into: Data()) { $0 += try Data(contentsOf: $1) }
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

extension ExchangeRequest {
    /// The records offered, in the order of the outcomes.
    func offers(from outbox: OfficeOutbox) -> [RecordID] {
        wholes.map(\.id)
            + parts.map { part in
                outbox.offers.first {
                    RecordReference(to: $0.id, bitCount: referenceBitCount) == part.reference
                }!.id
            }
    }
}

extension Desk {
    /// What comes of a sync when the hub holds `state` of a record.
    func hear(_ state: RecordState, of id: RecordID) throws {
        var exchange = OfficeExchange(
            charterDigest: charter.digest(Office.sha256), sha256: Office.sha256)
        let outbox = try summaries.outbox()
        let request = exchange.request(from: outbox)
        let packed = PackedRecord(state)
        let number = outbox.position.head.seq + 1
        let offers = request.offers(from: outbox)
        let page = ExchangeAnswer.Page(
            outcomes: offers.map { $0 == id ? .state(packed) : .deferred },
            feed: offers.contains(id) ? [] : [.init(seq: number, id: id, state: packed)],
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
        let offers = request.offers(from: outbox)
        let sent = Set(offers + request.erasures)
        let page = ExchangeAnswer.Page(
            outcomes: offers.map { erasures.contains($0) ? .erased : .deferred },
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
