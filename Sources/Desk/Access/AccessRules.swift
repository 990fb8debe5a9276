package import Charter
package import SyncCore

/// How an account stands to the case that a record belongs to.
package enum CaseRelation: Hashable, Sendable, CaseIterable {
    /// It is in charge of the case.
    case owner
    /// The case is shared with it, and the time of that isn't over.
    case shared
    case none
    /// The dossier is another office's: here is only what left of it, which names nobody.
    case elsewhere
}

/// What somebody wants to do with a field.
package enum AccessUse: Hashable, Sendable, CaseIterable {
    case read
    case write
}

/// Whether an account may, and if not, why.
package enum AccessVerdict: Hashable, Sendable {
    case allowed
    case refused(Reason)

    package enum Reason: Hashable, Sendable, CaseIterable {
        /// The account has a duty that keeps it away from all cases.
        case duty
        /// The charter opens the field to none of the account's roles.
        case role
        /// It does to one of them, but not for this case.
        case otherCase
    }
}

/// Who may read and write what of which case: the one place where that is decided.
///
/// By the charter, for each field, and never unless the charter says so: a role that a field names
/// is allowed what the field says, of the cases that the role reaches, and nothing else.
package struct AccessRules: Sendable {
    private let roles: [Role]

    package init(_ charter: Charter) {
        roles = charter.roles
    }

    package func verdict(
        _ use: AccessUse, _ field: Field, of relation: CaseRelation, as names: Set<Code>
    ) -> AccessVerdict {
        guard duties(of: names).isEmpty else { return .refused(.duty) }
        let opened = use == .read ? field.readers : field.writers
        let held = roles.filter {
            names.contains($0.name) && $0.side == .office && opened.contains($0.name)
        }
        guard !held.isEmpty else { return .refused(.role) }
        return held.contains { $0.reach >= relation.leastReach }
            ? .allowed : .refused(.otherCase)
    }

    package func allows(
        _ use: AccessUse, _ field: Field, of relation: CaseRelation, as names: Set<Code>
    ) -> Bool {
        verdict(use, field, of: relation, as: names) == .allowed
    }

    /// What these roles do beside cases. The office's own two roles have their duties whatever the
    /// charter says of the names.
    package func duties(of names: Set<Code>) -> Set<Role.Duty> {
        var duties = Set(roles.filter { names.contains($0.name) }.compactMap(\.duty))
        for duty in Role.Duty.allCases where names.contains(duty.ownRole) { duties.insert(duty) }
        return duties
    }

    /// Whether these roles may have purged what has lived its time, of all cases: the charter
    /// decides what goes, and nobody is named. Whoever has cases may, and whoever looks after the
    /// office, so that it can be done every night; who oversees it may not.
    package func mayPurge(as names: Set<Code>) -> Bool {
        duties(of: names).contains(.accounts) || reaches(.own, as: names)
    }

    /// Whether one of these roles is for cases that reach at least so far.
    package func reaches(_ reach: Role.Reach, as names: Set<Code>) -> Bool {
        duties(of: names).isEmpty
            && roles.contains {
                names.contains($0.name) && $0.side == .office && $0.reach >= reach
            }
    }
}

extension CaseRelation {
    /// What a role must reach for a case to which its account stands like that.
    fileprivate var leastReach: Role.Reach {
        switch self {
        case .owner, .elsewhere: .own
        case .shared: .shared
        case .none: .all
        }
    }
}
