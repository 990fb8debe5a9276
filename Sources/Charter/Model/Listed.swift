package import SyncCore

/// A word of the charter with its label: a code of a list, a purpose, a recipient, a role.
package protocol Labelled: Sendable {
    var name: Code { get }
    var label: Phrase { get }
}

/// A code of a list and what people read for it.
package struct CodeLabel: Labelled, Hashable, Sendable {
    package let name: Code
    package let label: Phrase

    package init(_ name: Code, _ label: Phrase) {
        self.name = name
        self.label = label
    }
}

/// A closed list of codes. The order counts: `highest` and `lowest` go by it.
package struct CodeList: Labelled, Hashable {
    package let name: Code
    package let label: Phrase
    package let codes: [CodeLabel]

    package func contains(_ code: Code) -> Bool { codes.contains { $0.name == code } }
}

/// Why an item is kept, and the law that allows it.
package struct Purpose: Labelled, Hashable {
    package let name: Code
    package let label: Phrase
    package let basis: Phrase
}

/// Who receives what leaves the office.
package struct Recipient: Labelled, Hashable {
    package let name: Code
    package let label: Phrase
}

/// A group of people who may read or write an item, or who have a duty and read none.
package struct Role: Labelled, Hashable {
    package let name: Code
    package let label: Phrase
    package let side: Side
    /// Of whose cases the role reads and writes what fields say that it may.
    package let reach: Reach
    /// What the role is for, when it is not for cases: then it reads and writes no field.
    package let duty: Duty?

    /// Where the people of a role work. At the hub nobody reads anything but what left.
    package enum Side: String, Sendable, CaseIterable {
        case office
        case hub
    }

    /// Cases that a role is for; each reaches what those before it reach.
    package enum Reach: String, Sendable, CaseIterable, Comparable {
        /// Those of which the account is in charge.
        case own
        /// Those too that are shared with the account, by name and for a time.
        case shared
        /// Every case of the office, one at a time.
        case all

        package static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }

        private var rank: Int {
            switch self {
            case .own: 0
            case .shared: 1
            case .all: 2
            }
        }
    }

    /// What a role does that reads no case.
    package enum Duty: String, Sendable, CaseIterable {
        /// Looks after the office's accounts.
        case accounts
        /// Reads the journal of access: the data protection officer.
        case oversight
    }
}

extension Sequence where Element: Labelled {
    /// The element of that name, if it is declared.
    package func named(_ name: Code) -> Element? { first { $0.name == name } }
}
