import SyncCore

/// The small parts: names, codes, labels, choices, periods.
extension CharterReader {
    /// A name that the charter gives. Lower-case words joined by hyphens, so that it can name a
    /// column or a CDDL rule as it is and no two names differ by case alone.
    func name(_ text: String, at place: Place) -> Code? {
        let words = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        let plain = words.allSatisfy { word in
            !word.isEmpty && word.allSatisfy { letters.contains($0) || digits.contains($0) }
        }
        if plain, letters.contains(text.utf8.first ?? 0), let name = Code(text) { return name }
        findings.add(
            .nameForm, at: place, fr: "« \(text.shown) » n'est pas un nom",
            en: "\"\(text.shown)\" is not a name")
        return nil
    }

    func name(_ item: CharterItem) -> Code? {
        item.word(findings).flatMap { name($0, at: item.place) }
    }

    /// A code of a list.
    func code(_ text: String, at place: Place) -> Code? {
        if let code = Code(text) { return code }
        findings.add(
            .codeForm, at: place, fr: "« \(text.shown) » n'est pas un code",
            en: "\"\(text.shown)\" is not a code")
        return nil
    }

    /// The label of a section, which must be there.
    func label(of section: Section) -> Phrase? {
        section.required("label", findings, or: .labelMissing).flatMap(phrase)
    }

    /// `{ fr: …, en: … }`
    func phrase(_ item: CharterItem) -> Phrase? {
        guard case .map = item.content else {
            findings.add(
                .labelMissing, at: item.place, fr: "il faut le texte en français et en anglais",
                en: "the text is needed in French and in English")
            return nil
        }
        guard let section = Section(item, keys: ["fr", "en"], findings: findings) else {
            return nil
        }
        let fr = section.required("fr", findings, or: .labelMissing).flatMap(line)
        let en = section.required("en", findings, or: .labelMissing).flatMap(line)
        guard let fr, let en else { return nil }
        return Phrase(fr: fr, en: en)
    }

    /// A code's label: both languages, or one text for a proper name.
    func codeLabel(_ item: CharterItem) -> Phrase? {
        guard case .word = item.content else { return phrase(item) }
        return line(item).map { Phrase(fr: $0, en: $0) }
    }

    /// One line of text for people.
    private func line(_ item: CharterItem) -> String? {
        guard let text = item.word(findings) else { return nil }
        let blank = text.allSatisfy(\.isWhitespace)
        let control = text.unicodeScalars.contains { $0.properties.generalCategory == .control }
        if !blank, !control, text.count <= Self.maximumLabel { return text }
        findings.add(
            .labelForm, at: item.place, fr: "ce texte est vide, trop long ou sur plusieurs lignes",
            en: "this text is empty, too long or on several lines")
        return nil
    }

    /// One of a few words.
    func choice(
        _ item: CharterItem, _ words: [String], _ rule: CharterRule = .shape
    ) -> String? {
        guard let word = item.word(findings) else { return nil }
        if words.contains(word) { return word }
        findings.add(
            rule, at: item.place, fr: "« \(word.shown) » est inconnu ici",
            en: "\"\(word.shown)\" is unknown here",
            remedy: Nearest.remedy(for: word, among: words))
        return nil
    }

    /// A list of declared names, at least one, each once.
    func names(
        _ item: CharterItem, in declared: [some Labelled], _ unknown: CharterRule,
        _ missing: CharterRule
    ) -> [Code]? {
        guard let items = item.items(findings) else { return nil }
        if items.isEmpty {
            findings.add(
                missing, at: item.place, fr: "cette liste est vide", en: "this list is empty")
            return nil
        }
        var names: [Code] = []
        for item in items {
            guard let name = declared.find(item, unknown, findings)?.name else { continue }
            guard !names.contains(name) else {
                findings.add(
                    .duplicateKey, at: item.place, fr: "« \(name) » est écrit deux fois",
                    en: "\"\(name)\" is written twice")
                continue
            }
            names.append(name)
        }
        return names
    }

    /// `2y after last-contact`
    func retention(_ item: CharterItem, dateFields: [String]) -> Retention? {
        guard let text = item.word(findings) else { return nil }
        let words = text.split(separator: " ").map(String.init)
        guard words.count == 3, words[1] == "after",
            let unit = words[0].last.flatMap({ Retention.Unit(rawValue: String($0)) }),
            let count = Int(words[0].dropLast()), (1...unit.maximum).contains(count),
            let event = Code(words[2])
        else {
            findings.add(
                .retentionForm, at: item.place, fr: "« \(text.shown) » n'est pas une durée",
                en: "\"\(text.shown)\" is not a period")
            return nil
        }
        switch event.text {
        case "last-contact": return Retention(count, unit, after: .lastContact)
        case "created": return Retention(count, unit, after: .created)
        case let field where dateFields.contains(field):
            return Retention(count, unit, after: .field(event))
        default:
            findings.add(
                .retentionEvent, at: item.place, fr: "« \(event) » n'est pas un événement connu",
                en: "\"\(event)\" is not a known event",
                remedy: Nearest.word(
                    to: event.text, among: ["last-contact", "created"] + dateFields
                ).map(Nearest.question))
            return nil
        }
    }
}

extension Retention.Unit {
    /// No more than a hundred years.
    fileprivate var maximum: Int {
        switch self {
        case .days: 36_500
        case .months: 1_200
        case .years: 100
        }
    }
}
