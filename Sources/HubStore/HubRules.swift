import Charter
import SyncCore

/// The charter that a hub works under, ready for use, and those before it that offices may name.
struct HubRules: Sendable {
    /// Which of the hub's charters.
    let number: Int64
    let charter: Charter
    let schema: SummarySchema
    let digest: [UInt8]
    /// By the digest that a request names.
    private let standings: [[UInt8]: CharterStanding]

    /// - Parameter charters: all that the hub had, oldest first.
    init(_ charters: [StoredCharter], sha256: SHA256Function) throws {
        let versions = try charters.map { stored in
            (stored, try Charter.parse(stored.source, file: "charter.yaml"))
        }
        guard let (newest, charter) = versions.last else { throw HubRefusal.noCharter }
        number = newest.number
        self.charter = charter
        schema = charter.summarySchema
        digest = charter.digest(sha256)
        standings = Self.standings(versions, sha256: sha256)
    }

    /// An office takes up one version after the other, each time what it narrows, and accepts any of
    /// them or none. So what it may name is, for each version that it accepted, what this and the
    /// versions after it all allow, up to any of them.
    private static func standings(
        _ versions: [(stored: StoredCharter, charter: Charter)], sha256: SHA256Function
    ) -> [[UInt8]: CharterStanding] {
        var standings: [[UInt8]: CharterStanding] = [:]
        var inForce: [Charter] = []
        for (index, (_, charter)) in versions.enumerated() {
            inForce = inForce.filter { $0.name == charter.name }.map { $0.narrowed(by: charter) }
            inForce.append(charter)
            for known in inForce {
                standings[known.digest(sha256)] =
                    index + 1 < versions.count
                    ? .behind(next: versions[index + 1].stored.source)
                    : .upToDate(known.summarySchema)
            }
        }
        return standings
    }

    /// Where an office stands that works under the charter of this digest; `nil` for one that this
    /// hub never had.
    func standing(of digest: [UInt8]) -> CharterStanding? { standings[digest] }

    /// The field of a register of a record of this type.
    func field(of register: FieldName, in type: Code) throws -> SummaryField {
        guard let field = schema.type(type)?.field(of: register) else {
            throw HubRefusal.fieldUnknown
        }
        return field
    }

    /// Refuses a value that the charter doesn't let the register hold.
    func check(_ value: Value, for register: FieldName, of type: Code) throws {
        let dot = Dot(actor: ActorID(bits: 1), n: 1)
        let field = FieldState(Version(dot: dot, past: VersionVector(), value: value))
        let record = PackedRecord(RecordState(type: type, fields: [register: field]))
        guard schema.check(record).isEmpty else { throw HubRefusal.valueRefused }
    }
}

/// What the hub makes of the charter that a request names.
enum CharterStanding: Sendable {
    /// The office has seen the newest charter, and works under this much of it.
    case upToDate(SummarySchema)
    /// There is a version after it: this text.
    case behind(next: String)
}

extension SummarySchema {
    /// What this doesn't let in of a request; empty when all of it may come in.
    func findings(in request: ExchangeRequest) -> [ExchangeAnswer.BatchFinding] {
        var checker = checker()
        var findings: [ExchangeAnswer.BatchFinding] = []
        for offer in 0..<request.offerCount {
            for finding in checker.check(request.fields(ofOffer: offer)) {
                findings.append(
                    .init(offer: offer, field: finding.field, rule: finding.rule.code))
                if findings.count == ExchangeAnswer.BatchFinding.limit { return findings }
            }
        }
        return findings
    }
}

extension SchemaFinding.Rule {
    /// As a charter word: `type-unknown`.
    fileprivate var code: Code {
        Code(rawValue.split(separator: "/").joined(separator: "-"))!
    }
}
