package import Charter
import SyncCore

/// What has lived its time on a day. Only counts of it are for showing.
package struct RetentionPlan: Sendable {
    package let today: CivilDate
    package internal(set) var tally = RetentionTally()
    /// The latest day on which something was noted here.
    package internal(set) var newest: CivilDate?
    /// Folders with something to purge, oldest contact first. Some 40 bytes each.
    var due: [(contact: CivilDate, person: RecordID)] = []
    /// Folders in which something has no day to count from.
    var undated: [RecordID] = []

    package var doubt: ClockDoubt? { ClockDoubt(today: today, newest: newest) }
}

/// How much a purge takes, or took. Names nobody.
package struct RetentionTally: Hashable, Sendable {
    /// Persons with all that is kept of them.
    package internal(set) var folders = 0
    /// Records of folders that stay.
    package internal(set) var records = 0
    /// Fields of records that stay.
    package internal(set) var fields = 0
    /// Folders that would lose something and are left, because they are frozen.
    package internal(set) var frozen = 0
    /// Folders of which something couldn't be taken: they were frozen in the middle of the purge, or
    /// somebody has to decide first between values of the office's copies.
    package internal(set) var left = 0
    /// Folders in which something has no day to count from; a purge has it count from that day.
    package internal(set) var undated = 0
    /// The last contacts of the folders that lose something, from the oldest to the newest.
    package internal(set) var contacts: ClosedRange<CivilDate>?

    package init() {}

    package var isEmpty: Bool { folders + records + fields == 0 }

    mutating func add(_ expiry: FolderLifetime.Expiry, lastContact: CivilDate) {
        switch expiry {
        case .nothing: return
        case .wholeFolder: folders += 1
        case .parts(let gone, let emptied):
            records += gone.count
            fields += emptied.values.reduce(0) { $0 + $1.count }
        }
        let (oldest, newest) = (contacts?.lowerBound, contacts?.upperBound)
        contacts =
            min(oldest ?? lastContact, lastContact)...max(newest ?? lastContact, lastContact)
    }
}
