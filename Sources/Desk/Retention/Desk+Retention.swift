import Charter
import DossierStore
import SummaryStore
import SyncCore

/// Purging what the charter says has lived its time (GDPR, article 5(1)(e)): here, and with the next
/// sync at the hub.
extension Desk {
    private static let pageLimit = 200

    /// What a purge would take today, in numbers. Opens each folder: O(records), memory for one
    /// folder and some bytes for each that loses something. Throws `AccessRefusal`.
    package func retentionPlan(
        progress: (_ folders: Int) throws -> Void = { _ in }
    ) throws -> RetentionPlan {
        try refusing { try requirePurging() }
        var plan = RetentionPlan(today: today())
        plan.newest = try newestDayOfSettings()
        var (last, done) = (RecordID?.none, 0)
        while true {
            let page = try dossiers.read { dossiers in
                let page = try dossiers.persons(after: last, limit: Self.pageLimit)
                for person in page { try consider(person, dossiers, in: &plan) }
                return page
            }
            guard let greatest = page.last else { break }
            last = greatest
            done += page.count
            try progress(done)
        }
        plan.due.sort { ($0.contact, $0.person) < ($1.contact, $1.person) }
        return plan
    }

    /// Carries a plan out, oldest contact first, one folder at a time: what a crash leaves undone
    /// the next purge does. Each folder is looked at again, so what was written since the plan was
    /// made, or frozen, stays. A folder of which something can't go, because it was frozen meanwhile
    /// or copies of the office disagree on it, is counted and stops no other. Returns what was taken.
    ///
    /// Whoever calls this has settled the plan's doubt about the clock. Throws `AccessRefusal`.
    @discardableResult
    package func purge(
        _ plan: RetentionPlan, progress: (_ folders: Int) throws -> Void = { _ in }
    ) throws -> RetentionTally {
        try refusing { try requirePurging() }
        var tally = RetentionTally()
        tally.frozen = plan.tally.frozen
        for (index, (_, person)) in plan.due.enumerated() {
            try purge(person, on: plan.today, into: &tally)
            try progress(index + 1)
        }
        for person in plan.undated { try date(person, plan.today) }
        tally.undated = plan.undated.count
        try summaries.set(.lastRetention, to: plan.today.description)
        try removeTraces()
        return tally
    }

    private func purge(
        _ person: RecordID, on today: CivilDate, into tally: inout RetentionTally
    ) throws {
        let (expiry, lastContact) = try dossiers.write { dossiers in
            let folder = try dossiers.records(of: person)
            let lifetime = FolderLifetime(of: person, folder, type: charter.type)
            guard let lastContact = lifetime.lastContact,
                try dossiers.marks(of: person).freeze == nil
            else { return (FolderLifetime.Expiry.nothing, today) }
            let expiry = try lifetime.expiry(on: today, holds: holds)
            switch expiry {
            case .nothing: break
            case .wholeFolder:
                try dossiers.erase(person: person, summarised: summarisedTypes)
                try note(.retention, record: person, person: person, dossiers)
            case .parts(let gone, _):
                for record in folder where gone.contains(record.id) {
                    let isSummarised = try summarisedTypes.contains(record.record.type)
                    try dossiers.remove(record, isSummarised: isSummarised)
                    try note(.retention, record: record.id, person: person, dossiers)
                }
            }
            return (expiry, lastContact)
        }
        try atMoment(.dossierErased)
        try eraseSummaries()
        guard case .parts(let gone, let fields) = expiry else {
            return tally.add(expiry, lastContact: lastContact)
        }
        let emptied = try empty(fields)
        if emptied.count < fields.count { tally.left += 1 }
        guard !gone.isEmpty || !emptied.isEmpty else { return }
        tally.add(.parts(records: gone, fields: emptied), lastContact: lastContact)
    }

    /// Empties fields of records. Returns those that could be.
    private func empty(_ fields: [RecordID: Set<Code>]) throws -> [RecordID: Set<Code>] {
        var emptied = fields
        for (id, names) in fields.sorted(by: { $0.key < $1.key }) {
            do {
                _ = try edit(id, set: [:], remove: names, as: .retention)
            } catch SummaryRefusal.undecided {
                emptied[id] = nil
            } catch DeskError.frozen {
                emptied[id] = nil
            }
        }
        return emptied
    }

    /// Lets the time of what has no day begin on this one.
    private func date(_ person: RecordID, _ day: CivilDate) throws {
        try dossiers.write { dossiers in
            for var record in try dossiers.records(of: person)
            where record.history.created == nil {
                record.history.created = day
                try dossiers.update(record)
            }
        }
    }

    /// The latest of the days that the office notes beside its records.
    private func newestDayOfSettings() throws -> CivilDate? {
        let synced = try summaries.setting(.lastSync).flatMap { Int($0) }
            .flatMap { CivilDate(dayNumber: $0 / 86_400) }
        let purged = try summaries.setting(.lastRetention).flatMap { CivilDate($0) }
        return [synced, purged].compactMap(\.self).max()
    }

    private func consider(
        _ person: RecordID, _ dossiers: DossierTransaction, in plan: inout RetentionPlan
    ) throws {
        let folder = try dossiers.records(of: person)
        let noted = folder.flatMap { [$0.history.created, $0.history.written] }
        plan.newest = (noted + [plan.newest]).compactMap(\.self).max()
        let lifetime = FolderLifetime(of: person, folder, type: charter.type)
        let isFrozen = try dossiers.marks(of: person).freeze != nil
        if lifetime.isUndated, !isFrozen {
            plan.undated.append(person)
            plan.tally.undated += 1
        }
        let expiry = try lifetime.expiry(on: plan.today, holds: holds)
        guard expiry != .nothing, let contact = lifetime.lastContact else { return }
        if isFrozen {
            plan.tally.frozen += 1
        } else {
            plan.due.append((contact, person))
            plan.tally.add(expiry, lastContact: contact)
        }
    }

    /// Whether the shareable store holds a value of a field that lives there. Where copies of the
    /// office disagree on it, a person decides first.
    private func holds(_ id: RecordID, _ field: Field) throws -> Bool {
        guard let exit = field.exit, case .settled = try summaries.record(id)?.value(of: exit)
        else { return false }
        return true
    }
}
