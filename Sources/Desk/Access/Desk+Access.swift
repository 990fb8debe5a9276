import Charter
package import DossierStore
package import SyncCore
import Synchronization

/// What this account may do: each read and write of a case asks here, and the journal is told.
extension Desk {
    var rules: AccessRules { AccessRules(charter) }

    /// How this account stands to a person's case; to a record without a dossier here for `nil`.
    func relation(to person: RecordID?) throws -> CaseRelation {
        try dossiers.read { try relation(to: person, $0) }
    }

    func relation(
        to person: RecordID?, _ dossiers: DossierTransaction
    ) throws -> CaseRelation {
        guard let person else { return .elsewhere }
        let custody = try dossiers.custody(of: person)
        if custody.owner == account.code { return .owner }
        guard let last = custody.shares[account.code],
            try dossiers.journalDay(at: now()) <= last
        else { return .none }
        return .shared
    }

    // MARK: Reading

    /// What of a record is for this account; `nil` when nothing is.
    func readable(_ view: RecordView, of relation: CaseRelation) -> RecordView? {
        let limited = view.limited { rules.allows(.read, $0, of: relation, as: account.roles) }
        return limited.withheld.count == view.type.fields.count ? nil : limited
    }

    /// The same, or a refusal.
    func required(_ view: RecordView, of relation: CaseRelation) throws(AccessRefusal) -> RecordView
    {
        if let readable = readable(view, of: relation) { return readable }
        throw AccessRefusal(
            .record(reason(.read, view.type, of: relation)), record: view.id, person: view.person)
    }

    /// Why nothing of a type is for this account: that it is about another case tells most.
    private func reason(
        _ use: AccessUse, _ type: RecordType, of relation: CaseRelation
    ) -> AccessVerdict.Reason {
        let verdicts = type.fields.map { rules.verdict(use, $0, of: relation, as: account.roles) }
        let reasons: [AccessVerdict.Reason] = [.duty, .otherCase]
        return reasons.first { verdicts.contains(.refused($0)) } ?? .role
    }

    /// Tells the journal of a read, once for each record as long as this desk is open, and before
    /// anything is shown: what can't be told isn't shown either.
    func noteRead(of records: [(id: RecordID, person: RecordID?)]) throws {
        let new = records.filter { record in !readBefore.withLock { $0.contains(record.id) } }
        guard !new.isEmpty else { return }
        try dossiers.write { dossiers in
            for (id, person) in new {
                try dossiers.note(
                    JournalNote(by: account, .read, record: id, person: person), at: now())
            }
        }
        readBefore.withLock { $0.formUnion(new.map(\.id)) }
    }

    // MARK: Writing

    /// Refuses unless this account may write each of these fields. A record without any field is
    /// for whoever may write one of its type.
    func requireWriting(
        _ fields: some Collection<Code>, of type: RecordType, record: RecordID? = nil,
        person: RecordID?, _ relation: CaseRelation
    ) throws(AccessRefusal) {
        for field in type.fields where fields.contains(field.name) {
            let verdict = rules.verdict(.write, field, of: relation, as: account.roles)
            guard case .refused(let reason) = verdict else { continue }
            throw AccessRefusal(
                .field(field.name, .write, reason), record: record, person: person)
        }
        let mayWrite = type.fields.contains {
            rules.allows(.write, $0, of: relation, as: account.roles)
        }
        guard mayWrite else {
            throw AccessRefusal(
                .record(reason(.write, type, of: relation)), record: record, person: person)
        }
    }

    /// Refuses unless this account is in charge of the case and may write of it.
    func requireOwner(of person: RecordID, _ dossiers: DossierTransaction) throws {
        guard rules.duties(of: account.roles).isEmpty else {
            throw AccessRefusal(.record(.duty), record: person, person: person)
        }
        guard try relation(to: person, dossiers) == .owner else {
            throw AccessRefusal(.ownerOnly, record: person, person: person)
        }
    }

    /// Writes what only who is in charge of the case may: that they are is seen in the same
    /// transaction, so no change of hands comes between.
    func writing<Result>(
        asOwnerOf person: RecordID, _ body: (DossierTransaction) throws -> Result
    ) throws -> Result {
        try refusing {
            try dossiers.write { dossiers in
                try requireOwner(of: person, dossiers)
                return try body(dossiers)
            }
        }
    }

    func requireDuty(_ duty: Role.Duty) throws(AccessRefusal) {
        guard rules.duties(of: account.roles).contains(duty) else {
            throw AccessRefusal(.dutyOnly(duty))
        }
    }

    func requirePurging() throws(AccessRefusal) {
        guard rules.mayPurge(as: account.roles) else { throw AccessRefusal(.purgeOther) }
    }

    // MARK: The journal

    /// Runs `body`; a refusal that it throws is told to the journal first.
    func refusing<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let refusal as AccessRefusal {
            var count: Int?
            if case .manyRows(let rows) = refusal.kind { count = rows }
            try note(.refuse, record: refusal.record, person: refusal.person, count: count)
            throw refusal
        }
    }

    /// Tells the journal of something that isn't told with what it does to the dossiers, such as
    /// that a record was printed. Call it before that is done.
    package func note(
        _ act: JournalAct, record: RecordID? = nil, person: RecordID? = nil,
        subject: AccountCode? = nil, count: Int? = nil
    ) throws {
        try dossiers.write {
            try note(act, record: record, person: person, subject: subject, count: count, $0)
        }
    }

    /// The same within a transaction, with what it tells of.
    func note(
        _ act: JournalAct, record: RecordID? = nil, person: RecordID? = nil,
        subject: AccountCode? = nil, count: Int? = nil, _ dossiers: DossierTransaction
    ) throws {
        try dossiers.note(
            JournalNote(
                by: account, act, record: record, person: person, subject: subject, count: count),
            at: now())
    }
}
