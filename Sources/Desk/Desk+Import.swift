package import Charter
import DossierStore
package import SyncCore

extension Desk {
    /// Takes many records in as one transaction: all of them, or, when `body` throws, none. They
    /// are disclosed after it.
    package func importing<Result>(
        _ body: (Import) throws -> Result,
        disclosing: (_ done: Int) throws -> Void = { _ in }
    ) throws -> Result {
        let result = try dossiers.write { dossiers in
            try body(Import(desk: self, dossiers: dossiers))
        }
        try atMoment(.dossierWritten)
        try discloseAll(progress: disclosing)
        return result
    }

    /// Records on their way in. Valid within `importing`.
    package final class Import {
        private let desk: Desk
        private let dossiers: DossierTransaction
        package private(set) var added = 0

        init(desk: Desk, dossiers: DossierTransaction) {
            self.desk = desk
            self.dossiers = dossiers
        }

        /// Adds a record about a person, or a person when `person` is `nil`.
        @discardableResult
        package func add(_ record: CaseRecord, about person: RecordID? = nil) throws -> RecordID {
            let new = try dossiers.add(try desk.draft(record, about: person))
            added += 1
            return new.id
        }

        /// Hands over each person that is in the dossiers, until `body` returns false.
        package func forEachPerson(
            _ body: (RecordID, [Code: CaseValue]) throws -> Bool
        ) throws {
            try dossiers.forEach(type: try desk.personType().name) {
                try body($0.id, $0.record.values)
            }
        }
    }
}
