package import Charter
import SyncCore

extension Hub {
    /// How many records one transaction of a sweep goes through: offices don't wait longer than
    /// for that.
    package static let sweepLimit = 1_000

    /// Gives the hub the next version of its charter, and drops what may no longer be held.
    ///
    /// Programs that have the hub open notice at their next transaction, and nothing outside the new
    /// version is taken or told from then on. A publication that was cut off is finished by giving
    /// the same text again, or by `sweep`.
    ///
    /// Returns how many values were dropped. Throws `HubRefusal` for another name, or a version that
    /// isn't greater.
    @discardableResult
    package func publish(_ charter: Charter, by admin: String) throws -> Int {
        let current = try currentCharter()
        guard charter.source != current.source else { return try sweep(by: admin) }
        guard charter.name == current.name else { throw HubRefusal.charterName }
        var isAdopted = false
        while !isAdopted {
            // What the one before took away goes first: a version that gives it back must not find it.
            try sweep(by: admin)
            isAdopted = try writing { rules, writer in
                guard charter.version > rules.charter.version else {
                    throw HubRefusal.charterVersion
                }
                // Somebody else may have published since.
                guard try writer.isSwept() else { return false }
                let today = surroundings.today()
                try writer.adopt(charter.source, schema: charter.summarySchema, on: today)
                try writer.note(Act(.charter, by: admin, on: today, about: "\(charter.version)"))
                return true
            }
        }
        try reload()
        return try sweep(by: admin)
    }

    /// Drops what may no longer be held since the newest charter came, a bounded number of records a
    /// transaction, going on from where it was cut off. Returns how many values it dropped in all.
    @discardableResult
    package func sweep(by admin: String) throws -> Int {
        while true {
            let sweep = try writing { rules, writer in
                var held = SchemaProjection(onto: rules.schema)
                let sweep = try writer.sweep(limit: Self.sweepLimit) { held.project($0) }
                if sweep.isComplete, sweep.dropped > 0 {
                    try writer.note(
                        Act(
                            .narrow, by: admin, on: surroundings.today(),
                            about: "\(sweep.dropped)"))
                }
                return sweep
            }
            if sweep.isDone { return sweep.dropped }
        }
    }
}
