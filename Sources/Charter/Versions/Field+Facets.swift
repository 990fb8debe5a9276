import SyncCore

/// One thing that a charter says of a field, in a form that can be compared.
struct FieldFacet {
    let aspect: CharterDifference.Aspect
    /// Words of the charter; two facets say the same when these are equal.
    let tokens: [String]
    /// One for each token, or one for all.
    let labels: [Phrase]
    /// Whether the tokens are members of a set, each allowed by itself.
    let isList: Bool

    var words: Phrase { Self.joined(labels) }

    /// What this facet says and `other` doesn't; `nil` when there is nothing.
    func beyond(_ other: FieldFacet) -> Phrase? {
        guard isList, other.isList else { return tokens == other.tokens ? nil : words }
        let beyond = zip(tokens, labels).filter { !other.tokens.contains($0.0) }.map(\.1)
        return beyond.isEmpty ? nil : Self.joined(beyond)
    }

    private static func joined(_ labels: [Phrase]) -> Phrase {
        Phrase(
            fr: labels.map(\.fr).joined(separator: ", "),
            en: labels.map(\.en).joined(separator: ", "))
    }
}

extension Field {
    /// What the charter says of the field; always the same aspects in the same order.
    func facets(_ type: RecordType, _ charter: Charter) -> [FieldFacet] {
        [
            values, leavesFacet,
            one(.leavesAs, exit?.name.text ?? "", exit.map { .same($0.name.text) } ?? .same("")),
            list(.recipients, exit?.recipients ?? [], charter.recipients),
            list(.readers, readers, charter.roles), list(.writers, writers, charter.roles),
            one(.retention, retention.description, retention.words(in: type)),
            one(
                .required, "\(required)",
                required ? Phrase(fr: "oui", en: "yes") : Phrase(fr: "non", en: "no")),
            one(
                .purpose, purpose.text,
                charter.purposes.named(purpose)?.label ?? .same(purpose.text)),
        ]
    }

    private var values: FieldFacet {
        guard let list = type.list else {
            let words = type.words(unit: unit)
            return one(.values, "\(type.word) \(type.bounds)", words)
        }
        return FieldFacet(
            aspect: .values, tokens: list.codes.map(\.name.text), labels: list.codes.map(\.label),
            isList: true)
    }

    private var leavesFacet: FieldFacet {
        guard let rule = leaves else {
            return one(.leaves, "never", Phrase(fr: "rien", en: "nothing"))
        }
        return one(.leaves, rule.token, rule.fullWords)
    }

    private func one(
        _ aspect: CharterDifference.Aspect, _ token: String, _ words: Phrase
    ) -> FieldFacet {
        FieldFacet(aspect: aspect, tokens: [token], labels: [words], isList: false)
    }

    private func list(
        _ aspect: CharterDifference.Aspect, _ names: [Code], _ declared: [some Labelled]
    ) -> FieldFacet {
        FieldFacet(
            aspect: aspect, tokens: names.map(\.text),
            labels: names.map { declared.named($0)?.label ?? .same($0.text) }, isList: true)
    }
}

extension FieldType {
    /// What bounds the values, as words of the charter.
    fileprivate var bounds: String {
        switch self {
        case .text(let maximum), .note(let maximum), .name(let maximum), .identifier(let maximum):
            "\(maximum)"
        case .integer(let range): "\(range.lowerBound) \(range.upperBound)"
        case .date, .birthDate, .flag, .commune, .code, .codes: ""
        }
    }
}

extension Generalisation {
    /// The rule with its argument, for comparing.
    fileprivate var token: String {
        switch self {
        case let band as Band: Self.word + " \(band.cuts)"
        case let prefix as Prefix: Self.word + " \(prefix.beginnings.codes.map(\.name.text))"
        case let map as MapCodes:
            Self.word + " "
                + map.codes.sorted { $0.key < $1.key }
                .map { "\($0.key)>\($0.value)" }.joined(separator: ",")
        default: Self.word
        }
    }

    /// The rule in words, with the values that it makes when these are codes.
    fileprivate var fullWords: Phrase {
        guard !(self is AsIs), case .code(let codes) = shape.asCodes else { return words }
        let labels = codes.map(\.label)
        return Phrase(
            fr: "\(words.fr) (\(labels.map(\.fr).joined(separator: ", ")))",
            en: "\(words.en) (\(labels.map(\.en).joined(separator: ", ")))")
    }
}

extension SummaryField.Shape {
    /// A set as the list of its codes.
    fileprivate var asCodes: SummaryField.Shape {
        if case .set(let codes) = self { .code(codes) } else { self }
    }
}

extension Phrase {
    /// A word that is the same in both languages.
    fileprivate static func same(_ text: String) -> Phrase { Phrase(fr: text, en: text) }
}
