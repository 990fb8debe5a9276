import Charter
package import DossierStore
package import SyncCore

extension Desk {
    /// Hands the journal of access to the data protection officer, oldest line first, and tells it
    /// that it was read. Checks the whole chain: O(lines), memory for one.
    ///
    /// There is no selection, count or order by account, on purpose: access is overseen, work isn't
    /// (CNIL 2021-122).
    ///
    /// - Parameters:
    ///   - since: only lines from that time on, in seconds since 1 January 1970.
    ///   - digits: only lines of a record, or of the folder of a person, whose identifier begins
    ///     with them. It may be erased by now.
    package func journal(
        since: Int64? = nil, ofRecordStartingWith digits: String? = nil,
        _ body: (JournalEntry) throws -> Void
    ) throws {
        try refusing { try requireDuty(.oversight) }
        try note(.journal)
        let digits = digits?.lowercased()
        try dossiers.read { dossiers in
            _ = try dossiers.forEachLine { line in
                let ids = [line.note.record, line.note.person].compactMap(\.self)
                let isSought = digits.map { digits in
                    ids.contains { $0.description.hasPrefix(digits) }
                }
                if line.time >= since ?? .min, isSought ?? true { try body(line) }
                return true
            }
        }
    }

    /// Whoever was given something of a person's folder, for that person to know: oldest first,
    /// within the time for which the journal is kept. For who is in charge of the case.
    package func readers(of person: RecordID) throws -> [JournalEntry] {
        try refusing {
            try dossiers.read { dossiers in
                try requireOwner(of: person, dossiers)
                var found: [JournalEntry] = []
                try dossiers.forEachLine { line in
                    let isReading = [.read, .print, .export].contains(line.note.act)
                    if isReading, line.note.person == person { found.append(line) }
                    return true
                }
                return found
            }
        }
    }

    /// Checks each line of the journal and that none is missing. Returns how many there are.
    package func verifyJournal() throws -> Int {
        try dossiers.read { try $0.forEachLine { _ in true } }
    }
}
