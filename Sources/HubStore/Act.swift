package import SyncCore

/// What an admin did at the hub. Holds no value.
package struct Act: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case resolve
        case decide
        case erase
        case share
        case enrol
        case revoke
        case charter
        /// What a narrower charter no longer lets be held was dropped.
        case narrow
    }

    package let kind: Kind
    /// The account name that the admin's system gave.
    package let by: String
    package let day: String
    package let record: RecordID?
    /// The register, the office's number, the charter's version, or how many values were dropped.
    package let about: String?
    /// The writes of this act are this actor's.
    package let actor: ActorID?

    package init(
        _ kind: Kind, by: String, on day: String, record: RecordID? = nil, about: String? = nil,
        actor: ActorID? = nil
    ) {
        self.kind = kind
        self.by = by
        self.day = day
        self.record = record
        self.about = about
        self.actor = actor
    }
}
