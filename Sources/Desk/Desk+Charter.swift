import Charter
import DossierStore
package import SummaryStore
import SyncCore

/// New versions of the charter: what they narrowed comes home, what they widen waits for people.
extension Desk {
    package func charterStanding() throws -> SummaryStore.CharterStanding {
        try summaries.charterStanding()
    }

    /// What became of an acceptance.
    package enum Acceptance: Hashable, Sendable {
        /// Another account must accept it too.
        case waitsForAnother
        /// The version is in force. Of records written before, nothing leaves that it newly allows.
        case inForce
    }

    /// Accepts the newest version of the charter, all of it. It takes two different accounts.
    ///
    /// What it widens holds for what is written from then on. What it no longer declares is
    /// destroyed in the dossiers. Cut off, it is finished by accepting again.
    ///
    /// - Parameter seconds: since 1970, for whoever reads who accepted when.
    package func accept(version: Int, at seconds: Int64) throws -> Acceptance {
        try note(.charter, count: version)
        try bringHome()
        let withheld = try discloseAll()
        guard try summaries.accept(version: version, by: "\(account.code)", at: seconds) else {
            return .waitsForAnother
        }
        // What could not leave until now must not leave under what comes.
        try forgetChanges(of: withheld.map(\.record))
        try dropUndeclared(by: summaries.charterStanding().newest)
        try atMoment(.charterAccepted)
        try summaries.putInForce()
        try bringHome()
        try noteCharter()
        try removeTraces()
        return .inForce
    }

    /// Tells the journal of another version of the charter that holds here: what it narrows holds
    /// before anybody accepts it, since the program that syncs, which has no key to the journal,
    /// took it up.
    func noteCharter() throws {
        let version = "\(charter.version)"
        guard try summaries.setting(.charterNoted) != version else { return }
        try note(.newCharter, count: charter.version)
        try summaries.set(.charterNoted, to: version)
    }

    private static let batchLimit = 500

    /// Takes into the dossiers what a narrower charter took out of what is shared: a value that may
    /// no longer leave stays home. What neither may be shared nor belongs into a dossier waits for
    /// the acceptance, and so does what people must still decide between.
    func bringHome() throws {
        let standing = try summaries.charterStanding()
        var last: Int64 = 0
        while let batch = try next(after: last) {
            last = batch.last!.number
            for kept in batch {
                let moved = try bringHome(kept, standing.accepted)
                try atMoment(.broughtHome)
                var left = Set(kept.state.fields.keys).subtracting(moved)
                if standing.isAccepted { left = [] }
                if left.count < kept.state.fields.count {
                    try summaries.settle(kept, leaving: left)
                }
            }
        }
    }

    private func next(after number: Int64) throws -> [SummaryStore.KeptHome]? {
        let batch = try summaries.keptHome(limit: Self.batchLimit, after: number)
        return batch.isEmpty ? nil : batch
    }

    /// Returns the registers that need not be kept apart any more.
    private func bringHome(
        _ kept: SummaryStore.KeptHome, _ accepted: Charter
    ) throws -> Set<FieldName> {
        let shared = accepted.type(kept.state.type)?.leavingFields ?? []
        let now = charter.type(kept.state.type)
        var moved: Set<FieldName> = []
        try dossiers.write { dossiers in
            guard var record = try dossiers.record(kept.record) else { return }
            var isChanged = false
            for field in shared {
                guard let exit = field.exit,
                    exit.registers.contains(where: { kept.state.fields[$0] != nil })
                else { continue }
                if field.home == .dossier {
                    // The dossier has it, and finer.
                    moved.formUnion(exit.registers)
                    continue
                }
                guard now?.field(field.name)?.home != .summary,
                    case .settled(let value) = kept.state.value(of: exit)
                else { continue }
                moved.formUnion(exit.registers)
                if record.record.values[field.name] == nil {
                    record.record.values[field.name] = value
                    isChanged = true
                }
            }
            if isChanged {
                try dossiers.update(record)
                try note(.bringHome, record: record.id, person: record.person, dossiers)
            }
        }
        return moved
    }

    private func forgetChanges(of ids: [RecordID]) throws {
        try dossiers.write { dossiers in
            for id in ids {
                guard var record = try dossiers.record(id), !record.undisclosed.isEmpty else {
                    continue
                }
                record.undisclosed = []
                try dossiers.update(record)
            }
        }
    }

    /// Destroys in the dossiers what a charter doesn't declare. O(records), one folder a
    /// transaction.
    private func dropUndeclared(by charter: Charter) throws {
        for person in try dossiers.read({ try $0.persons() }) {
            try dossiers.write { dossiers in
                for var record in try dossiers.records(of: person) {
                    let type = charter.type(record.record.type)
                    let kept = record.record.values.filter { name, value in
                        type?.field(name).map { $0.type.broken(by: value) == nil } ?? false
                    }
                    guard kept.count < record.record.values.count else { continue }
                    record.record.values = kept
                    record.undisclosed.formIntersection(kept.keys)
                    try dossiers.update(record)
                    try dossiers.noteTraces()
                }
            }
        }
    }
}
