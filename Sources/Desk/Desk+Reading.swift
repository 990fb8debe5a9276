package import Charter
import DossierStore
import SummaryStore
package import SyncCore

extension Desk {
    /// The record whose identifier begins with these hexadecimal digits, among the dossiers and
    /// then among what other offices share.
    package func identifier(startingWith text: String) throws -> RecordID {
        let digits = text.filter { $0 != "-" }
        if let id = RecordID(digits.lowercased()) { return id }
        var found = try dossiers.read { try $0.identifiers(startingWith: digits, limit: 2) }
        if found.isEmpty { found = try sharedIdentifiers(startingWith: digits) }
        guard let id = found.first else { throw DeskError.unknownRecord(digits: shown(digits)) }
        guard found.count == 1 else { throw DeskError.ambiguousRecord(digits: shown(digits)) }
        return id
    }

    /// One record, of `type` when that is given: what of it is for this account. The journal is
    /// told.
    ///
    /// Throws `AccessRefusal` when nothing of it is.
    package func record(_ id: RecordID, type expected: Code? = nil) throws -> RecordView {
        let view = try held(id, type: expected)
        return try refusing {
            let shown = try required(view, of: try relation(to: view.person))
            try noteRead(of: [(id, view.person)])
            return shown
        }
    }

    /// The identifier of a record, which must be of a type. Nothing of it is read.
    package func identifier(startingWith digits: String, type: Code) throws -> RecordID {
        try held(try identifier(startingWith: digits), type: type).id
    }

    /// One record as it is, whoever asks.
    func held(_ id: RecordID, type expected: Code? = nil) throws -> RecordView {
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

    /// What a person's folder holds for this account, their own record first. The journal is told.
    ///
    /// Records of which it may read nothing are left out; `AccessRefusal` when that is the person's
    /// own.
    package func folder(of person: RecordID) throws -> [RecordView] {
        let records = try heldFolder(of: person)
        return try refusing {
            let relation = try relation(to: person)
            let own = try required(records[0], of: relation)
            try noteRead(of: [(person, person)])
            return [own] + records.dropFirst().compactMap { readable($0, of: relation) }
        }
    }

    /// The types of which this account may read nothing in a person's folder, whether there is
    /// something of them or not.
    package func typesWithheld(in person: RecordID) throws -> [RecordType] {
        let relation = try relation(to: person)
        return charter.types.filter { type in
            !type.fields.contains { rules.allows(.read, $0, of: relation, as: account.roles) }
        }
    }

    /// How many records a person's folder holds, for whoever is in charge of it.
    package func folderSize(of person: RecordID) throws -> Int {
        let count = try heldFolder(of: person).count
        try refusing { try dossiers.read { try requireOwner(of: person, $0) } }
        return count
    }

    /// All that a person's folder holds, their own record first, whoever asks.
    func heldFolder(of person: RecordID) throws -> [RecordView] {
        let records = try dossiers.read { try $0.records(of: person) }
        guard records.first?.id == person else {
            throw DeskError.unknownRecord(digits: person.description)
        }
        // What the charter declares no more isn't shown.
        return try records.filter { charter.type($0.record.type) != nil }.map { try view(of: $0) }
    }

    /// A list of records with what tells nobody's name: codes, dates and numbers.
    package struct Listing: Sendable {
        package let records: [RecordView]
        package let more: Bool
    }

    /// Records of a type of which this account may read something, in the order in which they were
    /// made, and then those that other offices share. The journal is told that there was a list.
    ///
    /// Opens each seal: O(records of the type).
    ///
    /// - Parameters:
    ///   - person: only records of their folder.
    ///   - isWanted: sees what of a record is for this account.
    package func list(
        type: Code, of person: RecordID? = nil, limit: Int,
        where isWanted: (RecordView) -> Bool = { _ in true }
    ) throws -> Listing {
        var found: [RecordView] = []
        var more = false
        try forEachHeld(type: type, of: person) { view, relation in
            guard let readable = readable(view, of: relation), isWanted(readable) else {
                return true
            }
            more = found.count == limit
            if !more { found.append(readable.listed) }
            return !more
        }
        try note(.list, person: person, count: found.count)
        return Listing(records: found, more: more)
    }

    /// Hands over each record of a type with how this account stands to its case, until `body`
    /// returns false. Memory for one record, or one folder.
    func forEachHeld(
        type: Code, of person: RecordID? = nil,
        _ body: (RecordView, CaseRelation) throws -> Bool
    ) throws {
        let isShared = try !self.type(type).leavingFields.isEmpty && person == nil
        try dossiers.read { dossiers in
            var goesOn = true
            func take(_ record: DossierRecord) throws -> Bool {
                goesOn = try body(view(of: record), relation(to: record.person, dossiers))
                return goesOn
            }
            if let person {
                for record in try dossiers.records(of: person, type: type) where goesOn {
                    _ = try take(record)
                }
            } else {
                try dossiers.forEach(type: type, take)
            }
            guard isShared, goesOn else { return }
            try summaries.records(ofType: type) { id, summary in
                guard goesOn, try !dossiers.contains(id) else { return }
                goesOn = try body(try view(ofShared: summary, id), .elsewhere)
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
