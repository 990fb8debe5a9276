import Charter
import DossierStore
import SummaryStore
package import SyncCore

extension Desk {
    /// The record whose identifier begins with these hexadecimal digits.
    package func identifier(startingWith digits: String) throws -> RecordID {
        let found = try dossiers.read { try $0.identifiers(startingWith: digits, limit: 2) }
        guard let id = found.first else { throw DeskError.unknownRecord(digits: shown(digits)) }
        guard found.count == 1 else { throw DeskError.ambiguousRecord(digits: shown(digits)) }
        return id
    }

    /// One record, of `type` when that is given.
    package func record(_ id: RecordID, type expected: Code? = nil) throws -> RecordView {
        guard let record = try dossiers.read({ try $0.record(id) }) else {
            throw DeskError.unknownRecord(digits: id.description)
        }
        if let expected, record.record.type != expected {
            throw DeskError.otherType(id, expected: expected)
        }
        return try view(of: record)
    }

    /// All that a person's folder holds, their own record first.
    package func folder(of person: RecordID) throws -> [RecordView] {
        let records = try dossiers.read { try $0.records(of: person) }
        guard records.contains(where: { $0.id == person }) else {
            throw DeskError.unknownRecord(digits: person.description)
        }
        return try records.map { try view(of: $0) }
    }

    /// Hands over each record of a type, in the order in which they were made, until `body` returns
    /// false. Opens each seal: O(records of the type), memory for one.
    package func forEach(type: Code, _ body: (RecordView) throws -> Bool) throws {
        _ = try self.type(type)
        try dossiers.read { dossiers in
            try dossiers.forEach(type: type) { try body(view(of: $0)) }
        }
    }

    func view(of record: DossierRecord) throws -> RecordView {
        let type = try type(record.record.type)
        let summary = type.leavingFields.isEmpty ? nil : try summaries.record(record.id)
        return RecordView(record, type: type, summary: summary)
    }

    /// Somebody may have typed a name where digits belong: only digits are repeated.
    private func shown(_ digits: String) -> String {
        digits.count <= 32 && digits.allSatisfy(\.isHexDigit) ? digits : "…"
    }
}
