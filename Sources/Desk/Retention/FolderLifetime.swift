package import Charter
import DossierStore
package import SyncCore

/// How long the charter lets what lies in one person's folder be kept.
///
/// A value made of the folder alone, whatever day it is: what is over on a day is asked of it.
package struct FolderLifetime: Sendable {
    package let person: RecordID
    /// The latest day on which somebody wrote in the folder by hand, or that a date field of it
    /// holds: a contract that runs counts until its end. Else the latest day on which a record was
    /// made, which for an imported one is the import. `nil` when nothing tells.
    package let lastContact: CivilDate?
    package let records: [Part]

    /// One record of the folder.
    package struct Part: Sendable {
        package let id: RecordID
        package let type: RecordType
        /// Fields that the record holds, or may hold in the shareable store, with the last day on
        /// which each may be kept; `nil` where nothing tells a day. Of a record that holds nothing
        /// all fields, since it may be kept as long as any of them.
        package let lastDays: [Code: CivilDate?]

        /// The last day on which anything of it may be kept; `nil` where nothing tells.
        package var lastDay: CivilDate? {
            lastDays.values.contains(nil) ? nil : lastDays.values.compactMap(\.self).max()
        }
    }

    /// What of a folder has lived its time.
    package enum Expiry: Hashable, Sendable {
        case nothing
        case wholeFolder
        /// Records, and fields of records that stay.
        case parts(records: [RecordID], fields: [RecordID: Set<Code>])
    }

    /// - Parameter type: the declared type of a name. What the charter doesn't declare has no
    ///   period, and is passed over.
    init(of person: RecordID, _ folder: [DossierRecord], type: (Code) -> RecordType?) {
        self.person = person
        let typed = folder.compactMap { record in type(record.record.type).map { (record, $0) } }
        let dates = typed.map { Self.dates(of: $0, $1) }
        let contacts = folder.compactMap(\.history.written) + dates.flatMap(\.values)
        let lastContact = contacts.max() ?? folder.compactMap(\.history.created).max()
        self.lastContact = lastContact
        records = zip(typed, dates).map { typed, dates in
            let (record, type) = typed
            let events = RetentionEvents(
                lastContact: lastContact, created: record.history.created, dates: dates)
            let held = type.fields.filter {
                record.record.values[$0.name] != nil || $0.home == .summary
            }
            let lastDays = (held.isEmpty ? type.fields : held).map {
                ($0.name, $0.retention.lastDay(after: events))
            }
            return Part(
                id: record.id, type: type,
                lastDays: Dictionary(uniqueKeysWithValues: lastDays))
        }
    }

    /// Whether something in it has no day to count from.
    package var isUndated: Bool { records.contains { $0.lastDays.values.contains(nil) } }

    /// What is to be gone on that day. The person's own record goes last, with the folder.
    ///
    /// - Parameter holds: whether the shareable store holds a settled value of a field that lives
    ///   there. Asked only of fields whose time is over.
    package func expiry(
        on today: CivilDate, holds: (RecordID, Field) throws -> Bool
    ) rethrows -> Expiry {
        let over = records.filter { part in part.lastDay.map { $0 < today } ?? false }
        if over.count == records.count, !over.isEmpty { return .wholeFolder }
        let gone = over.map(\.id).filter { $0 != person }
        var fields: [RecordID: Set<Code>] = [:]
        for part in records where !gone.contains(part.id) {
            let names = try part.type.fields.filter { field in
                guard let day = part.lastDays[field.name] ?? nil, day < today else { return false }
                return try field.home == .dossier || holds(part.id, field)
            }
            if !names.isEmpty { fields[part.id] = Set(names.map(\.name)) }
        }
        return gone.isEmpty && fields.isEmpty
            ? .nothing : .parts(records: gone, fields: fields)
    }

    /// What its date fields hold. A date of birth is no event.
    private static func dates(of record: DossierRecord, _ type: RecordType) -> [Code: CivilDate] {
        record.record.values.reduce(into: [:]) { dates, item in
            if type.field(item.key)?.type == .date, case .date(let date) = item.value {
                dates[item.key] = date
            }
        }
    }
}
