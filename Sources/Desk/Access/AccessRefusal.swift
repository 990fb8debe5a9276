package import Charter
package import DossierStore
package import SyncCore

/// Why an account isn't given, or can't do, what it asked for. Nothing was changed, and the journal
/// tells that it was asked. Never holds a personal value.
package struct AccessRefusal: Explained, Hashable {
    package enum Kind: Hashable, Sendable {
        /// The charter doesn't let this account do that with a field of the record.
        case field(Code, AccessUse, AccessVerdict.Reason)
        /// Nothing of the record is for this account.
        case record(AccessVerdict.Reason)
        /// Only who is in charge of the case does that.
        case ownerOnly
        /// So many persons would be told by name at once, where others than their référent may see.
        case manyRows(Int)
        /// That is what a role with this duty is for.
        case dutyOnly(Role.Duty)
        /// Purging is for who has cases, and for who looks after accounts.
        case purgeOther
        /// The account has no role by which it could take the case, or read it.
        case cannotTake(AccountCode)
        /// The cases of an account that can still log in are handed over by whoever uses it.
        case accountInUse(AccountCode)
        /// A case is shared from today on, and for a year at most.
        case shareDay
        /// The case is shared with as many as can be.
        case tooManyShares
    }

    package let kind: Kind
    package let record: RecordID?
    /// Whose folder the record lies in.
    package let person: RecordID?

    package init(_ kind: Kind, record: RecordID? = nil, person: RecordID? = nil) {
        self.kind = kind
        self.record = record
        self.person = person
    }

    package var code: String {
        switch kind {
        case .field: "access-field"
        case .record: "access-record"
        case .ownerOnly: "access-owner-only"
        case .manyRows: "access-many-rows"
        case .dutyOnly: "access-duty-only"
        case .purgeOther: "access-purge"
        case .cannotTake: "access-cannot-take"
        case .accountInUse: "access-account-in-use"
        case .shareDay: "access-share-day"
        case .tooManyShares: "access-too-many-shares"
        }
    }
}
