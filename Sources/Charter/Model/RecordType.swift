package import SyncCore

/// A kind of record: person, contract, note …
package struct RecordType: Labelled {
    package let name: Code
    package let label: Phrase
    package let subject: Subject
    /// In the order of the charter.
    package let fields: [Field]

    /// What a record of this type is about.
    package enum Subject: Hashable, Sendable {
        /// The record is a person.
        case person
        /// Each record belongs to one record of the type of this name.
        case about(Code)
    }

    package func field(_ name: Code) -> Field? { fields.named(name) }

    /// The fields of which something leaves.
    package var leavingFields: [Field] { fields.filter { $0.exit != nil } }
}
