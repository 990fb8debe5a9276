package import Charter

/// How a file writes its dates: `AAAA-MM-JJ`, `JJ/MM/AAAA`, `MM.DD.YYYY` and the like.
package struct DatePattern: Hashable, Sendable {
    private enum Part: Hashable {
        case year
        case month
        case day
        case mark(UInt8)

        var isMark: Bool {
            if case .mark = self { true } else { false }
        }
    }

    /// `2026-09-30`
    package static let iso = DatePattern("AAAA-MM-JJ")!

    private let parts: [Part]

    /// Reads a pattern: a year of four letters (`AAAA`, `YYYY`), a month and a day of two (`MM`,
    /// `JJ`, `DD`), each once, and marks between them. `nil` for anything else.
    package init?(_ pattern: String) {
        var parts: [Part] = []
        var rest = Array(pattern.utf8)[...]
        while let letter = rest.first {
            let run = rest.prefix { $0 == letter }
            rest = rest.dropFirst(run.count)
            switch (letter, run.count) {
            case (UInt8(ascii: "A"), 4), (UInt8(ascii: "Y"), 4): parts.append(.year)
            case (UInt8(ascii: "M"), 2): parts.append(.month)
            case (UInt8(ascii: "J"), 2), (UInt8(ascii: "D"), 2): parts.append(.day)
            case (UInt8(ascii: "/"), 1), (UInt8(ascii: "-"), 1), (UInt8(ascii: "."), 1),
                (UInt8(ascii: " "), 1):
                parts.append(.mark(letter))
            default: return nil
            }
        }
        for part in [Part.year, .month, .day] {
            guard parts.count(where: { $0 == part }) == 1 else { return nil }
        }
        self.parts = parts
    }

    /// The date that a text says; `nil` when it is written otherwise or there is no such day. A
    /// month or day before a mark may have one digit. Years have four: two would be a guess.
    package func date(_ text: String) -> CivilDate? {
        var rest = Array(text.utf8)[...]
        var found: [Part: Int] = [:]
        for (index, part) in parts.enumerated() {
            if case .mark(let mark) = part {
                guard rest.popFirst() == mark else { return nil }
                continue
            }
            let digits = rest.prefix { $0.isDigit }.prefix(part == .year ? 4 : 2)
            let isMarked = index + 1 == parts.count || parts[index + 1].isMark
            let needed = part == .year ? 4 : isMarked && parts.contains(where: \.isMark) ? 1 : 2
            guard digits.count >= needed else { return nil }
            found[part] = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
            rest = rest.dropFirst(digits.count)
        }
        guard rest.isEmpty, let year = found[.year], let month = found[.month],
            let day = found[.day]
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }
}
