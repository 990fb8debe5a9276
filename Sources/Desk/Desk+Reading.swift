import Charter
import DossierStore
import SummaryStore
package import SyncCore

extension Desk {
    /// The record whose identifier begins with these hexadecimal digits, among the dossiers and
    /// then among what other offices share.
    package func identifier(startingWith digits: String) throws -> RecordID {
        if let id = RecordID(digits.lowercased()) { return id }
        var found = try dossiers.read { try $0.identifiers(startingWith: digits, limit: 2) }
        if found.isEmpty { found = try sharedIdentifiers(startingWith: digits) }
        guard let id = found.first else { throw DeskError.unknownRecord(digits: shown(digits)) }
        guard found.count == 1 else { throw DeskError.ambiguousRecord(digits: shown(digits)) }
        return id
    }

    /// One record, of `type` when that is given.
    package func record(_ id: RecordID, type expected: Code? = nil) throws -> RecordView {
        let view: RecordView
        if let record = try dossiers.read({ try $0.record(id) }) {
            view = try self.view(of: record)
        } else if let summary = try summaries.record(id) {
            view = try self.view(ofShared: summary, id)
        } else {
            throw DeskError.unknownRecord(digits: id.description)
        }
        if let expected, view.type.name != expected {
            throw DeskError.otherType(id, expected: expected)
        }
        return view
    }

    /// All that a person's folder holds, their own record first.
    package func folder(of person: RecordID) throws -> [RecordView] {
        let records = try dossiers.read { try $0.records(of: person) }
        guard records.contains(where: { $0.id == person }) else {
            throw DeskError.unknownRecord(digits: person.description)
        }
        // What the charter declares no more isn't shown.
        return try records.filter { charter.type($0.record.type) != nil }.map { try view(of: $0) }
    }

    /// Hands over each record of a type, in the order in which they were made, until `body` returns
    /// false; then those that other offices share. Opens each seal: O(records of the type), memory
    /// for one.
    package func forEach(type: Code, _ body: (RecordView) throws -> Bool) throws {
        let isShared = try !self.type(type).leavingFields.isEmpty
        try dossiers.read { dossiers in
            var goesOn = true
            try dossiers.forEach(type: type) {
                goesOn = try body(view(of: $0))
                return goesOn
            }
            guard isShared, goesOn else { return }
            try summaries.records(ofType: type) { id, summary in
                guard goesOn, try !dossiers.contains(id) else { return }
                goesOn = try body(try view(ofShared: summary, id))
            }
        }
    }

    func view(of record: DossierRecord) throws -> RecordView {
        let type = try type(record.record.type)
        let summary = type.leavingFields.isEmpty ? nil : try summaries.record(record.id)
        return RecordView(record, type: type, summary: summary)
    }

    private func view(ofShared summary: RecordState, _ id: RecordID) throws -> RecordView {
        RecordView(
            id: id, person: nil, values: [:], type: try type(summary.type), summary: summary)
    }

    /// At most two. O(summaries).
    private func sharedIdentifiers(startingWith digits: String) throws -> [RecordID] {
        var found: [RecordID] = []
        let sought = digits.lowercased()
        guard !sought.isEmpty else { return [] }
        for type in charter.summarySchema.types {
            try summaries.records(ofType: type.name) { id, _ in
                if found.count < 2, id.description.hasPrefix(sought) { found.append(id) }
            }
        }
        return found
    }

    /// Somebody may have typed a name where digits belong: only digits are repeated.
    func shown(_ digits: String) -> String {
        digits.count <= 32 && digits.allSatisfy(\.isHexDigit) ? digits : "…"
    }
}
