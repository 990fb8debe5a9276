package import Charter
import DossierStore
import SyncCore

extension Desk {
    /// Takes many records in as one transaction: all of them, or, when `body` throws, none. They
    /// are disclosed after it.
    package func importing<Result>(
        _ body: (Intake) throws -> Result,
        disclosing: (_ done: Int) throws -> Void = { _ in }
    ) throws -> Result {
        let result = try dossiers.write { dossiers in
            try body(Intake(desk: self, dossiers: dossiers))
        }
        try atMoment(.dossierWritten)
        try discloseAll(progress: disclosing)
        return result
    }

    /// What became of the records of an import.
    package struct IntakeTally: Hashable, Sendable {
        package internal(set) var newPersons = 0
        package internal(set) var knownPersons = 0
        package internal(set) var newRecords = 0
        /// Records that say nothing that the folder doesn't say already.
        package internal(set) var knownRecords = 0
        /// Fields of known persons that the file and the dossier say differently. They are left.
        package internal(set) var differing = 0
        /// Persons whose folder is frozen, and is left as it is.
        package internal(set) var frozen = 0
    }

    /// Records on their way in. Valid within `importing`.
    package final class Intake {
        package private(set) var tally = IntakeTally()
        private let desk: Desk
        private let dossiers: DossierTransaction
        private let personType: RecordType
        /// Persons of the dossiers and of this import.
        private var known: KnownPersons
        /// Persons by what the imported file calls them.
        private var byKey: [String: RecordID] = [:]

        init(desk: Desk, dossiers: DossierTransaction) throws {
            self.desk = desk
            self.dossiers = dossiers
            personType = try desk.personType()
            known = KnownPersons(type: personType)
            // Of cases that this account may not write of, an import isn't told that there are any.
            try dossiers.forEach(type: personType.name) { person in
                let relation = try desk.relation(to: person.id, dossiers)
                let mayWrite = personType.fields.contains {
                    desk.rules.allows(.write, $0, of: relation, as: desk.account.roles)
                }
                if mayWrite { known.add(person.id, person.record.values) }
                return true
            }
        }

        /// Takes a person in, and the records about them.
        ///
        /// A person who is known already is completed: nothing that their dossier says is replaced.
        /// Records that their folder has already are not added again. Throws `CaseRefusal` before
        /// anything of this person is written.
        ///
        /// - Parameter key: what the file calls the person, if it says the same person again.
        package func take(person: CaseRecord, key: String?, attached: [CaseRecord]) throws {
            for record in [person] + attached { try desk.check(record) }
            let found = key.flatMap { byKey[$0] } ?? known.find(person.values)
            let relation = try found.map { try desk.relation(to: $0, dossiers) } ?? .owner
            for record in [person] + attached {
                try desk.requireWriting(
                    record.values.keys, of: try desk.type(record.type), person: found, relation)
            }
            let isRepeated = key.map { byKey[$0] != nil } ?? false
            let id: RecordID
            if let found {
                if !isRepeated { tally.knownPersons += 1 }
                guard try dossiers.marks(of: found).freeze == nil else {
                    if !isRepeated { tally.frozen += 1 }
                    if let key { byKey[key] = found }
                    return
                }
                try complete(found, with: person.values)
                id = found
            } else {
                id = try dossiers.add(
                    try desk.draft(person, about: nil, isWork: false), owner: desk.account.code
                ).id
                tally.newPersons += 1
            }
            known.add(id, person.values)
            if let key { byKey[key] = id }
            for record in attached { try add(record, to: id) }
            try desk.note(.import, record: id, person: id, count: 1 + attached.count, dossiers)
        }

        private func complete(_ id: RecordID, with values: [Code: CaseValue]) throws {
            guard var record = try dossiers.record(id) else { return }
            var isChanged = false
            for (name, value) in values {
                if let held = record.record.values[name] {
                    if held != value { tally.differing += 1 }
                } else {
                    record.record.values[name] = value
                    isChanged = true
                }
            }
            if isChanged { try dossiers.update(record) }
        }

        private func add(_ record: CaseRecord, to person: RecordID) throws {
            let isKnown = try dossiers.records(of: person, type: record.type).contains { held in
                let view = try desk.view(of: held)
                return record.values.allSatisfy { view.values[$0.key] == $0.value }
            }
            if isKnown {
                tally.knownRecords += 1
            } else {
                try dossiers.add(try desk.draft(record, about: person, isWork: false))
                tally.newRecords += 1
            }
        }
    }
}

/// Persons by what identifies them: the same names, and the same date of birth or number.
///
/// A number alone isn't enough: a household shares one. A name alone isn't either, since mixing two
/// persons up is worse than a second folder: only when nothing but names is known on both sides are
/// they taken for the same.
private struct KnownPersons {
    private let names: [Field]
    private let others: [Field]
    private var byKey: [String: RecordID] = [:]

    init(type: RecordType) {
        names = type.fields.filter { field in
            if case .name = field.type { field.required } else { false }
        }
        others = type.fields.filter { field in
            switch field.type {
            case .birthDate, .identifier: true
            default: false
            }
        }
    }

    mutating func add(_ id: RecordID, _ values: [Code: CaseValue]) {
        for key in keys(of: values) where byKey[key] == nil { byKey[key] = id }
    }

    func find(_ values: [Code: CaseValue]) -> RecordID? {
        keys(of: values).lazy.compactMap { byKey[$0] }.first
    }

    private func keys(of values: [Code: CaseValue]) -> [String] {
        let name = names.flatMap { Desk.words(of: values[$0.name]) }.joined(separator: " ")
        guard !name.isEmpty else { return [] }
        let further = others.compactMap { field -> String? in
            switch values[field.name] {
            case .date(let date): "\(name)|\(field.name)|\(date)"
            case .text(let text): "\(name)|\(field.name)|\(text)"
            default: nil
            }
        }
        return further.isEmpty ? [name] : further
    }
}
