import SyncCore

/// What a generalisation rule may look at while it is read from a charter.
package struct RuleReading {
    /// Where the rule's word stands.
    let place: Place
    /// What the charter says after the rule's word.
    let argument: CharterItem?
    /// The type of the field that is to leave.
    let type: FieldType
    /// What the field's number counts.
    let unit: Phrase?
    let lists: [CodeList]
    let findings: Findings

    /// For rules that take no argument; `false` after a finding.
    func expectNoArgument() -> Bool {
        guard let argument else { return true }
        findings.add(
            .leavesArgument, at: argument.place, fr: "cette règle ne prend rien après elle",
            en: "this rule takes nothing after it")
        return false
    }

    /// Whole numbers in brackets, at least one.
    func numbers(upTo maximum: Int) -> [(value: Int64, place: Place)]? {
        guard let argument = expectArgument(), let items = argument.items(findings) else {
            return nil
        }
        guard (1...maximum).contains(items.count) else {
            findings.add(
                .leavesArgument, at: argument.place, fr: "il faut 1 à \(maximum) nombres",
                en: "1 to \(maximum) numbers are needed")
            return nil
        }
        let numbers = items.compactMap { item in item.number(findings).map { ($0, item.place) } }
        return numbers.count == items.count ? numbers : nil
    }

    /// The list that the argument names.
    func list() -> CodeList? {
        guard let argument = expectArgument() else { return nil }
        return lists.find(argument, .listUnknown, findings)
    }

    /// `list:` and `codes:`, from every code of `source` to a code of that list.
    func map(from source: CodeList) -> (target: CodeList, codes: [Code: Code])? {
        guard let argument = expectArgument(),
            let section = Section(argument, keys: ["list", "codes"], findings: findings),
            let listItem = section.required("list", findings),
            let codesItem = section.required("codes", findings),
            let target = lists.find(listItem, .listUnknown, findings),
            let entries = codesItem.entries(findings)
        else { return nil }
        var codes: [Code: Code] = [:]
        for entry in entries {
            let key = CharterItem(place: entry.place, content: .word(entry.key))
            guard let from = source.codes.find(key, .codeUnknown, findings),
                let to = target.codes.find(entry.value, .codeUnknown, findings)
            else { continue }
            codes[from.name] = to.name
        }
        let missing = source.codes.map(\.name.text).filter { code in
            !entries.contains { $0.key == code }
        }
        guard missing.isEmpty else {
            let names = missing.joined(separator: ", ")
            findings.add(
                .mapIncomplete, at: codesItem.place, fr: "rien n'est dit de : \(names)",
                en: "nothing is said of: \(names)")
            return nil
        }
        return codes.count == source.codes.count ? (target, codes) : nil
    }

    private func expectArgument() -> CharterItem? {
        if let argument { return argument }
        findings.add(
            .leavesArgument, at: place, fr: "il manque à cette règle ce qu'elle prend",
            en: "this rule lacks what it takes")
        return nil
    }
}

extension Section {
    /// What stands under a key that must be there.
    func required(
        _ key: String, _ findings: Findings, or rule: CharterRule = .missingKey
    ) -> CharterItem? {
        if let item = self[key] { return item }
        findings.add(
            rule, at: place, fr: "il manque « \(key) »", en: "\"\(key)\" is missing")
        return nil
    }
}

extension Array where Element: Labelled {
    /// The declared element that a word names; `nil` after a finding.
    func find(_ item: CharterItem, _ rule: CharterRule, _ findings: Findings) -> Element? {
        guard let word = item.word(findings) else { return nil }
        if let element = first(where: { $0.name.text == word }) { return element }
        guard !findings.isBroken(word) else { return nil }
        findings.add(
            rule, at: item.place, fr: "« \(word.shown) » n'est pas déclaré",
            en: "\"\(word.shown)\" is not declared",
            remedy: Nearest.remedy(for: word, among: map(\.name.text)))
        return nil
    }
}
