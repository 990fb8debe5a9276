package import Charter
internal import Foundation
import SyncCore

extension Desk {
    /// How many matches a search by name gives at most.
    package static let matchLimit = 20

    /// The first persons found by name, and whether there are more.
    package struct Matches: Sendable {
        package let persons: [RecordView]
        package let more: Bool
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
    /// Names are sealed, so this opens the record of each person: O(persons).
    package func find(name: String) throws -> Matches {
        let sought = Self.words(of: name)
        guard !sought.isEmpty else { return Matches(persons: [], more: false) }
        let type = try personType()
        let names = type.fields.filter { field in
            if case .name = field.type { true } else { false }
        }
        var found: [RecordView] = []
        try forEach(type: type.name) { person in
            let held = names.flatMap { Self.words(of: person.values[$0.name]) }
            let matches = sought.allSatisfy { word in held.contains { $0.hasPrefix(word) } }
            if matches { found.append(person) }
            return found.count <= Self.matchLimit
        }
        func key(_ person: RecordView) -> String {
            names.flatMap { Self.words(of: person.values[$0.name]) }.joined(separator: " ")
        }
        let sorted = found.prefix(Self.matchLimit).sorted { key($0) < key($1) }
        return Matches(persons: sorted, more: found.count > Self.matchLimit)
    }

    static func words(of value: CaseValue?) -> [String] {
        if case .text(let text) = value { words(of: text) } else { [] }
    }

    private static func words(of text: String) -> [String] {
        text.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
            .split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}
