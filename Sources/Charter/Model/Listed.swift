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

/// A group of people who may read or write an item.
package struct Role: Labelled, Hashable {
    package let name: Code
    package let label: Phrase
    package let side: Side

    /// Where the people of a role work. At the hub nobody reads anything but what left.
    package enum Side: String, Sendable, CaseIterable {
        case office
        case hub
    }
}

extension Sequence where Element: Labelled {
    /// The element of that name, if it is declared.
    package func named(_ name: Code) -> Element? { first { $0.name == name } }
}
