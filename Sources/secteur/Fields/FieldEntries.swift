import Charter
import Foundation
import SyncCore

/// Fields of one record as they were typed, before the charter has judged them as a whole.
struct FieldEntries {
    private let reader: FieldText
    private(set) var values: [Code: CaseValue] = [:]
    /// Fields that were given as empty.
    private(set) var emptied: Set<Code> = []

    init(of type: RecordType) {
        reader = FieldText(type: type)
    }

    var isEmpty: Bool { values.isEmpty && emptied.isEmpty }

    /// Takes one field. An empty value empties it.
    mutating func take(_ name: String, _ text: String) throws {
        let field = try reader.field(name)
        guard values[field.name] == nil, !emptied.contains(field.name) else {
            throw FieldRefusal.repeated(field.name)
        }
        if let value = try reader.value(of: field, from: text) {
            values[field.name] = value
        } else {
            emptied.insert(field.name)
        }
    }

    /// Takes an option's value, when it was given.
    mutating func take(_ name: StaticString, _ text: String?) throws {
        if let text { try take(name.description, text) }
    }

    /// Takes `FIELD=VALUE`.
    mutating func take(assignment: String) throws {
        guard let sign = assignment.firstIndex(of: "=") else {
            throw FieldRefusal.noName(line: nil)
        }
        try take(
            String(assignment[..<sign]).trimmed,
            String(assignment[assignment.index(after: sign)...]))
    }

    /// Takes lines of `field: value`, or a JSON object.
    mutating func take(input: String) throws {
        if input.trimmed.hasPrefix("{") {
            try take(json: input)
        } else {
            try take(lines: input)
        }
    }

    private mutating func take(lines: String) throws {
        var entry: (name: String, text: String)?
        var number = 0
        for line in lines.split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            if let first = line.first, first == " " || first == "\t" {
                guard entry != nil else { throw FieldRefusal.noName(line: number) }
                entry?.text += "\n" + String(line).trimmed
                continue
            }
            if line.hasPrefix("#") { continue }
            if String(line).trimmed.isEmpty {
                // A blank line may stand within a text.
                entry?.text += "\n"
                continue
            }
            if let entry { try take(entry.name, entry.text) }
            guard let colon = line.firstIndex(of: ":") else {
                throw FieldRefusal.noName(line: number)
            }
            entry = (
                String(line[..<colon]).trimmed, String(line[line.index(after: colon)...])
            )
        }
        if let entry { try take(entry.name, entry.text) }
    }

    private mutating func take(json: String) throws {
        guard let object = try? JSONSerialization.jsonObject(with: Data(json.utf8)),
            let members = object as? [String: Any]
        else { throw FieldRefusal.malformed }
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            try take(name, try Self.text(of: value))
        }
    }

    private static func text(of value: Any) throws -> String {
        switch value {
        case is NSNull: return ""
        case let text as String: return text
        case let number as NSNumber: return number.stringValue
        case let list as [String]: return list.joined(separator: ",")
        default: throw FieldRefusal.malformed
        }
    }
}
