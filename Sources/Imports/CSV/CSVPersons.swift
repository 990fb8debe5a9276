import Charter

/// Remembers which persons a spreadsheet has named by their key, and what it said of them: a hash,
/// not the words, and no more persons than a département has.
struct CSVPersons {
    private var seen: [String: Int] = [:]
    private let maximum: Int

    init(maximum: Int) {
        self.maximum = maximum
    }

    /// Closes the draft of a person that a key names, and says what is wrong with the key.
    mutating func check(
        _ key: String, _ person: inout CaseDraft, charter: Charter, line: Int
    ) -> ImportRule? {
        guard !key.isEmpty else { return .missing }
        let said = person.record.values.hashValue
        if let before = seen[key] {
            return person.isEmpty || said == before ? nil : .differs
        }
        guard seen.count < maximum else { return .tooMany }
        person.close(line: line, charter: charter)
        if person.findings.isEmpty { seen[key] = said }
        return nil
    }
}
