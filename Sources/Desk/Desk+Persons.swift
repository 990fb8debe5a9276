package import Charter
import DossierStore
internal import Foundation
import SyncCore

extension Desk {
    /// How many matches a search by name gives at most.
    package static let matchLimit = 20

    /// Where an answer goes.
    package enum Audience: Sendable {
        /// To the terminal of whoever asks.
        case ownScreen
        /// Into a file, a printer or another program: nobody knows who reads it.
        case elsewhere
    }

    /// The first persons found by name, and whether there are more.
    package struct Matches: Sendable {
        package let persons: [RecordView]
        package let more: Bool
        /// How many others there are that the account may read, and that aren't named together.
        package let unnamed: Int
    }

    /// The type of the records that are persons, by the charter.
    package func personType() throws -> RecordType {
        guard let type = charter.types.first(where: { $0.subject == .person }) else {
            throw DeskError.undeclaredType(Code(literal: "person"))
        }
        return type
    }

    /// Persons one of whose names has, for each word of `name`, a word that begins with it; accents
    /// and capitals don't count. Sorted by their names.
    ///
    /// Several are named together only on the screen of who is in charge of all of them. Of others
    /// one at a time is named: when there are more, how many. Somebody that the account may not read
    /// isn't found. The journal is told. `AccessRefusal` for several where others may read it.
    ///
    /// Names are sealed, so this opens the record of each person: O(persons).
    package func find(name: String, for audience: Audience) throws -> Matches {
        let sought = Self.words(of: name)
        guard !sought.isEmpty else { return Matches(persons: [], more: false, unnamed: 0) }
        var own: [RecordView] = []
        var other: RecordView?
        var otherCount = 0
        try forEachHeld(type: try personType().name) { held, relation in
            guard let person = readable(held, of: relation) else { return true }
            let words = Self.names(of: person)
            let matches = sought.allSatisfy { word in words.contains { $0.hasPrefix(word) } }
            switch (matches, relation) {
            case (false, _): break
            case (true, .owner): own.append(person)
            case (true, _):
                other = person
                otherCount += 1
            }
            return own.count <= Self.matchLimit
        }
        let named = own.isEmpty && otherCount == 1 ? [other].compactMap(\.self) : own
        let unnamed = named.count > own.count ? 0 : otherCount
        return try refusing {
            guard audience == .ownScreen || named.count <= 1 else {
                throw AccessRefusal(.manyRows(named.count))
            }
            let shown = named.prefix(Self.matchLimit).sorted {
                Self.names(of: $0).joined(separator: " ")
                    < Self.names(of: $1).joined(separator: " ")
            }
            try noteRead(of: shown.map { ($0.id, $0.person) })
            if unnamed > 1 { try note(.refuse, count: unnamed) }
            return Matches(
                persons: shown, more: named.count > Self.matchLimit, unnamed: unnamed)
        }
    }

    /// The words of all names that the record gives.
    private static func names(of person: RecordView) -> [String] {
        person.type.fields.flatMap { field -> [String] in
            guard case .name = field.type else { return [] }
            return words(of: person.values[field.name])
        }
    }

    static func words(of value: CaseValue?) -> [String] {
        if case .text(let text) = value { words(of: text) } else { [] }
    }

    private static func words(of text: String) -> [String] {
        text.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
            .split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}
