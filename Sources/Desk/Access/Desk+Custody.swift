package import Charter
package import DossierStore
package import SyncCore

/// Who is in charge of a case, and with whom it is shared. Each change is one transaction with its
/// line in the journal.
extension Desk {
    /// A year and a day: for a time, and not for good.
    private static let longestShareDays = 366

    /// Who is in charge of a case and with whom it is shared, for whoever may read it.
    package func custody(of person: RecordID) throws -> Custody {
        try refusing {
            _ = try required(try held(person), of: try relation(to: person))
            return try dossiers.read { try $0.custody(of: person) }
        }
    }

    /// Lets another account read what the charter says of shared cases, until the end of a day.
    /// Sharing again gives another day.
    package func share(_ person: RecordID, with code: AccountCode, until day: CivilDate) throws {
        try changingCustody(of: person, .share, subject: code) { custody, dossiers in
            let target = try dossiers.account(code)
            guard rules.reaches(.shared, as: target.roles), code != account.code else {
                throw AccessRefusal(.cannotTake(code), record: person, person: person)
            }
            let today = try dossiers.journalDay(at: now())
            guard (today...today + Self.longestShareDays).contains(day.dayNumber) else {
                throw AccessRefusal(.shareDay, record: person, person: person)
            }
            custody.shares = custody.shares.filter { $0.value >= today }
            custody.shares[code] = day.dayNumber
            guard custody.shares.count <= Custody.shareLimit else {
                throw AccessRefusal(.tooManyShares, record: person, person: person)
            }
        }
    }

    /// Ends that at once.
    package func unshare(_ person: RecordID, with code: AccountCode) throws {
        try changingCustody(of: person, .unshare, subject: code) { custody, _ in
            custody.shares[code] = nil
        }
    }

    /// Puts another account in charge of a case. This one isn't any more.
    package func handOver(_ person: RecordID, to code: AccountCode) throws {
        try changingCustody(of: person, .handOver, subject: code) { custody, dossiers in
            try requireCaseRole(of: code, dossiers)
            custody.owner = code
            custody.shares[code] = nil
        }
    }

    /// Puts an account in charge of all cases of one that leaves, or, for `nil`, of the cases of
    /// which nobody is in charge. For an administrator, who is shown none of them. Returns how many
    /// there were.
    ///
    /// Refused while the old account can log in: who still works on the cases hands them over.
    package func handOverAll(of old: AccountCode?, to code: AccountCode) throws -> Int {
        try refusing {
            try requireDuty(.accounts)
            return try dossiers.write { dossiers in
                try requireCaseRole(of: code, dossiers)
                if let old { try requireOutOfUse(old, dossiers) }
                var count = 0
                for person in try dossiers.persons(limit: .max) {
                    var custody = try dossiers.custody(of: person)
                    guard custody.owner == old else { continue }
                    custody.owner = code
                    custody.shares[code] = nil
                    try dossiers.setCustody(custody, of: person)
                    try note(.handOver, record: person, person: person, subject: code, dossiers)
                    count += 1
                }
                return count
            }
        }
    }

    private func changingCustody(
        of person: RecordID, _ act: JournalAct, subject: AccountCode,
        _ body: (inout Custody, DossierTransaction) throws -> Void
    ) throws {
        try refusing {
            try dossiers.write { dossiers in
                guard try dossiers.contains(person) else {
                    throw DeskError.unknownRecord(digits: person.description)
                }
                try requireOwner(of: person, dossiers)
                var custody = try dossiers.custody(of: person)
                try body(&custody, dossiers)
                try dossiers.setCustody(custody, of: person)
                try note(act, record: person, person: person, subject: subject, dossiers)
            }
        }
    }

    /// Refuses an account that is neither locked by an administrator nor removed.
    private func requireOutOfUse(_ code: AccountCode, _ dossiers: DossierTransaction) throws {
        for case .account(let account) in try dossiers.accounts()
        where account.code == code && !account.isLocked {
            throw AccessRefusal(.accountInUse(code))
        }
    }

    /// Refuses an account that could do nothing with a case of which it is in charge.
    private func requireCaseRole(of code: AccountCode, _ dossiers: DossierTransaction) throws {
        guard rules.reaches(.own, as: try dossiers.account(code).roles) else {
            throw AccessRefusal(.cannotTake(code))
        }
    }
}
