package import SyncCore

/// `band`: of a number, the class that it falls in.
///
/// `band: [3, 6, 12]` makes the codes `up-to-3`, `4-6`, `7-12` and `over-12`: a cut is the highest
/// number of its class.
package struct Band: Generalisation {
    package static let word = "band"
    static let maximumCuts = 12

    /// Ascending; the last class has no cut.
    package let cuts: [Int64]
    package let classes: [CodeLabel]

    init(cuts: [Int64], unit: Phrase?) {
        self.cuts = cuts
        classes = Self.classes(cuts: cuts, unit: unit)
    }

    package static func accepts(_ type: FieldType) -> Bool {
        if case .integer = type { true } else { false }
    }

    package static func read(_ reading: RuleReading) -> Band? {
        guard let numbers = reading.numbers(upTo: maximumCuts),
            case .integer(let range) = reading.type
        else { return nil }
        for (cut, next) in zip(numbers, numbers.dropFirst()) where cut.value >= next.value {
            reading.findings.add(
                .bandOrder, at: next.place, fr: "la coupure \(next.value) suit \(cut.value)",
                en: "the cut \(next.value) follows \(cut.value)")
            return nil
        }
        for cut in numbers
        where cut.value < max(range.lowerBound, 0) || cut.value >= range.upperBound {
            reading.findings.add(
                .bandRange, at: cut.place,
                fr: "la coupure \(cut.value) laisse une classe vide",
                en: "the cut \(cut.value) leaves a class empty")
            return nil
        }
        return Band(cuts: numbers.map(\.value), unit: reading.unit)
    }

    package var shape: SummaryField.Shape { .code(classes) }

    package var words: Phrase {
        Phrase(fr: "la classe seule", en: "the class alone")
    }

    package func generalise(_ value: CaseValue, to name: Code) -> [FieldName: Value]? {
        guard case .number(let number) = value else { return nil }
        let index = cuts.firstIndex { number <= $0 } ?? cuts.endIndex
        return [FieldName(name): .code(classes[index].name)]
    }

    private static func classes(cuts: [Int64], unit: Phrase?) -> [CodeLabel] {
        func label(_ word: String, fr: String, en: String) -> CodeLabel {
            CodeLabel(
                Code(word)!,
                Phrase(
                    fr: unit.map { "\(fr) \($0.fr)" } ?? fr,
                    en: unit.map { "\(en) \($0.en)" } ?? en))
        }
        guard let first = cuts.first, let last = cuts.last else { return [] }
        let between = zip(cuts, cuts.dropFirst()).map { below, cut in
            below + 1 == cut
                ? label("\(cut)", fr: "\(cut)", en: "\(cut)")
                : label(
                    "\(below + 1)-\(cut)", fr: "\(below + 1) à \(cut)", en: "\(below + 1) to \(cut)"
                )
        }
        return [label("up-to-\(first)", fr: "jusqu'à \(first)", en: "up to \(first)")] + between
            + [label("over-\(last)", fr: "plus de \(last)", en: "over \(last)")]
    }
}
