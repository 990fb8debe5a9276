internal import Charter
internal import GRDB
internal import StoreFile
internal import SyncCore

extension SummaryStore {
    /// Something wrong with the versions of the charter that the store keeps.
    package enum CharterFault: Hashable, Sendable {
        /// The text of the version with this number can't be read as a charter.
        case unreadable(number: Int64)
        /// There is no version with this number, though there are later ones.
        case lost(number: Int64)
        /// The version with this number is another charter's, or isn't later than the one before.
        case outOfOrder(number: Int64)
    }

    /// All faults, in the order of the numbers. O(versions): numbers that are lost in a row are one.
    package func charterFaults() throws -> [CharterFault] {
        try read { db in
            let rows = try RawStatement(db, "SELECT number, source FROM charter ORDER BY number")
            defer { rows.reset() }
            var faults: [CharterFault] = []
            var (next, last): (Int64, Charter?) = (1, nil)
            while try rows.step() {
                let number = rows.int64(0)
                if number != next { faults.append(.lost(number: next)) }
                next = number &+ 1
                guard let charter = try? Charter.parse(rows.text(1), file: self.path) else {
                    faults.append(.unreadable(number: number))
                    continue
                }
                if let last, charter.name != last.name || charter.version <= last.version {
                    faults.append(.outOfOrder(number: number))
                }
                last = charter
            }
            return faults
        }
    }
}
