package import SyncCore

/// `map`: of a code, or of each code of a set, the coarser code that it stands for.
///
///     map:
///       list: domains
///       codes: { housing: social, training: professional }
///
/// Every code of the field's list must be mapped, each to a code of the coarser list.
package struct MapCodes: Generalisation {
    package static let word = "map"

    package let source: CodeList
    package let target: CodeList
    package let codes: [Code: Code]
    package let isSet: Bool

    package static func accepts(_ type: FieldType) -> Bool { type.list != nil }

    package static func read(_ reading: RuleReading) -> MapCodes? {
        guard let source = reading.type.list, let (target, codes) = reading.map(from: source) else {
            return nil
        }
        guard Set(codes.values).count < source.codes.count else {
            reading.findings.add(
                .mapNotCoarser, at: reading.place,
                fr: "la correspondance garde autant de codes que la liste",
                en: "the map keeps as many codes as the list has")
            return nil
        }
        var isSet = false
        if case .codes = reading.type { isSet = true }
        return MapCodes(source: source, target: target, codes: codes, isSet: isSet)
    }

    package var list: CodeList? { target }

    package var shape: SummaryField.Shape { isSet ? .set(target.codes) : .code(target.codes) }

    package var words: Phrase {
        Phrase(fr: "le groupe seul", en: "the group alone")
    }

    package func generalise(_ value: CaseValue, to name: Code) -> [FieldName: Value]? {
        switch value {
        case .code(let code) where !isSet:
            return codes[code].map { [FieldName(name): .code($0)] }
        case .codes(let held) where isSet && held.allSatisfy { codes[$0] != nil }:
            return registers(
                of: name, holding: Set(held.compactMap { codes[$0] }), from: target.codes)
        default:
            return nil
        }
    }
}
