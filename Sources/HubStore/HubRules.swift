import Charter
import SyncCore

/// The charter that a hub works under, ready for use.
struct HubRules: Sendable {
    /// Which of the hub's charters.
    let number: Int64
    let charter: Charter
    let schema: SummarySchema
    let digest: [UInt8]

    init(_ stored: StoredCharter, sha256: SHA256Function) throws {
        number = stored.number
        charter = try Charter.parse(stored.source, file: "charter.yaml")
        schema = charter.summarySchema
        digest = charter.digest(sha256)
    }

    /// What the charter doesn't let in of a request; empty when all of it may come in.
    func check(_ request: ExchangeRequest) -> [ExchangeAnswer.BatchFinding] {
        var checker = schema.checker()
        var findings: [ExchangeAnswer.BatchFinding] = []
        for offer in request.records {
            for finding in checker.check(offer.fields) {
                findings.append(
                    .init(id: offer.id, field: finding.field, rule: finding.rule.code))
                if findings.count == ExchangeAnswer.BatchFinding.limit { return findings }
            }
        }
        return findings
    }

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

extension SchemaFinding.Rule {
    /// As a charter word: `type-unknown`.
    fileprivate var code: Code {
        Code(rawValue.split(separator: "/").joined(separator: "-"))!
    }
}
