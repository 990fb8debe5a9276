import SyncCore

extension CharterReader {
    /// What leaves of a field; `nil` when nothing does, or after a finding.
    func exit(
        of name: Code, _ type: FieldType, _ unit: Phrase?, _ section: Section
    ) -> Field.Exit? {
        guard let item = section["leaves"], item.word != "never" else {
            refuseIdleKeys(section)
            return nil
        }
        guard let (word, place, argument) = ruleWord(item) else { return nil }
        guard let kind = Generalisations.named(word) else {
            findings.add(
                .leavesUnknown, at: place, fr: "règle inconnue « \(word.shown) »",
                en: "unknown rule \"\(word.shown)\"",
                remedy: Nearest.word(to: word, among: Generalisations.words).map(Nearest.question))
            return nil
        }
        guard check(kind, takes: type, at: place) else { return nil }
        let reading = RuleReading(
            place: place, argument: argument, type: type, unit: unit, lists: lists,
            findings: findings)
        let recipients = section.required("recipients", findings, or: .recipientMissing)
            .flatMap { names($0, in: self.recipients, .recipientUnknown, .recipientMissing) }
        let leavingName = section["as"].map(self.name) ?? name
        guard let rule = kind.read(reading), let merge = merge(section, rule.shape),
            let recipients, let leavingName
        else { return nil }
        return Field.Exit(rule: rule, name: leavingName, recipients: recipients, merge: merge)
    }

    /// Where nothing leaves, nothing is said of how.
    private func refuseIdleKeys(_ section: Section) {
        for (key, rule) in [
            ("as", CharterRule.leavesNothing), ("recipients", .leavesNothing),
            ("merge", .mergeStays),
        ] where section[key] != nil {
            findings.add(
                rule, at: section.place(of: key), fr: "« \(key) », mais rien ne part",
                en: "\"\(key)\", but nothing leaves")
        }
    }

    /// `rule`, or `{ rule: argument }`.
    private func ruleWord(_ item: CharterItem) -> (String, Place, CharterItem?)? {
        if case .map(let entries) = item.content, let entry = entries.first, entries.count == 1 {
            return (entry.key, entry.place, entry.value)
        }
        return item.word(findings).map { ($0, item.place, nil) }
    }

    private func check(
        _ kind: any Generalisation.Type, takes type: FieldType, at place: Place
    ) -> Bool {
        if kind.accepts(type) { return true }
        let rule: CharterRule =
            switch type {
            case .text, .note: .leavesFreeText
            case .name: .leavesName
            case .identifier: .leavesIdentifier
            case .birthDate: .leavesBirthDate
            case .integer where kind == AsIs.self: .leavesNumber
            default: .leavesType
            }
        findings.add(
            rule, at: place, fr: "« \(type.word) » ne peut pas partir par « \(kind.word) »",
            en: "\"\(type.word)\" can't leave by \"\(kind.word)\"")
        return false
    }

    private func merge(_ section: Section, _ shape: SummaryField.Shape) -> MergeRule? {
        if case .set = shape {
            guard let item = section["merge"], item.word != "keep" else { return .keep }
            findings.add(
                .mergeOfSet, at: item.place, fr: "un ensemble de codes n'a pas d'autre règle",
                en: "a set of codes has no other rule")
            return nil
        }
        guard let item = section["merge"] else { return .ask }
        var order: [Code] = []
        if case .code(let codes) = shape { order = codes.map(\.name) }
        switch choice(item, ["ask", "highest", "lowest"], .mergeUnknown) {
        case "ask": return .ask
        case "highest": return .highest(order: order)
        case "lowest": return .lowest(order: order)
        default: return nil
        }
    }
}
