import Charter
import SyncCore

/// A record that is being put together from pieces of a file, each with its place.
struct CaseDraft {
    private(set) var record: CaseRecord
    private(set) var findings: [ImportFinding] = []
    /// Where the file says each field, or would.
    private var places: [Code: String] = [:]

    private let type: RecordType

    init(_ type: RecordType) {
        self.type = type
        record = CaseRecord(type: type.name)
    }

    var isEmpty: Bool { record.values.isEmpty && findings.isEmpty }

    /// Says which element or column stands for a field, for the findings.
    mutating func place(_ field: Code, at place: String) {
        places[field] = place
    }

    /// Puts a value in, or notes why it can't be.
    ///
    /// - Parameter value: `nil` when the text could not be read as the field's type wants; then
    ///   `rule` says why.
    mutating func put(
        _ value: CaseValue?, in field: Field, line: Int, place: String, else rule: ImportRule
    ) {
        places[field.name] = place
        guard let value else {
            findings.append(ImportFinding(line: line, place: place, rule: rule))
            return
        }
        if let broken = field.type.broken(by: value) {
            findings.append(ImportFinding(line: line, place: place, rule: ImportRule(broken)))
        } else {
            record.values[field.name] = value
        }
    }

    mutating func note(_ rule: ImportRule, line: Int, place: String) {
        findings.append(ImportFinding(line: line, place: place, rule: rule))
    }

    /// Notes the required fields that are still missing.
    mutating func close(line: Int, charter: Charter) {
        for field in charter.missing(in: record) {
            let place = places[field.name] ?? "\(type.name).\(field.name)"
            // A value that was refused is not missing too.
            guard !findings.contains(where: { $0.place == place }) else { continue }
            note(.missing, line: line, place: place)
        }
    }
}

extension ImportRule {
    /// The same rule in the words of an import.
    init(_ broken: CaseRefusal.Rule) {
        self =
            switch broken {
            case .tooLong: .tooLong
            case .controlCharacter: .malformed
            case .outsideList, .notACommune: .notInList
            case .outOfRange: .outOfRange
            case .wrongType, .undeclaredType, .undeclaredField, .contradictory: .notAccepted
            }
    }
}
