package import SyncCore

/// How long an item is kept: a period after an event.
package struct Retention: Hashable, Sendable {
    package let count: Int
    package let unit: Unit
    package let event: Event

    package enum Unit: String, Sendable, CaseIterable {
        case days = "d"
        case months = "m"
        case years = "y"
    }

    /// What the period counts from.
    package enum Event: Hashable, Sendable {
        /// The last time that the office dealt with the person.
        case lastContact
        /// The day that the record was made.
        case created
        /// The day that a date field of the same record holds.
        case field(Code)

        /// The word for it in the charter.
        package var word: String {
            switch self {
            case .lastContact: "last-contact"
            case .created: "created"
            case .field(let name): name.text
            }
        }
    }

    package init(_ count: Int, _ unit: Unit, after event: Event) {
        self.count = count
        self.unit = unit
        self.event = event
    }

    /// `2y after last-contact`
    package var description: String { "\(count)\(unit.rawValue) after \(event.word)" }
}
