import SyncCore

extension CharterReader {
    private static let fieldKeys = [
        "label", "type", "list", "range", "maximum", "unit", "required", "purpose", "read",
        "write", "keep", "leaves", "as", "recipients", "merge",
    ]

    func field(_ name: Code, _ entry: CharterItem.Entry, _ outer: Surroundings) -> Field? {
        guard let section = Section(entry, keys: Self.fieldKeys, findings: findings) else {
            return nil
        }
        let label = label(of: section)
        let type = fieldType(section)
        let unit = section["unit"].flatMap(phrase)
        let required = section["required"].flatMap { choice($0, ["yes", "no"]) } == "yes"
        let purpose = section.required("purpose", findings, or: .purposeMissing)
            .flatMap { purposes.find($0, .purposeUnknown, findings)?.name }
        let readers = inherited("read", of: section, outer.readers, .roleMissing, roleNames)
        let writers = inherited("write", of: section, outer.writers, .roleMissing, roleNames)
        let keep = inherited("keep", of: section, outer.retention, .retentionMissing) {
            retention($0, dateFields: outer.dateFields)
        }
        let exit = type.flatMap { self.exit(of: name, $0, unit, section) }
        guard let label, let type, let purpose, let readers, let writers, let keep else {
            return nil
        }
        let field = Field(
            name: name, label: label, type: type, required: required, unit: unit,
            purpose: purpose, readers: readers, writers: writers, retention: keep, exit: exit)
        checkRolesAtHub(of: field, section)
        return field
    }

    /// What the field says, or else its type, or else a finding.
    private func inherited<T>(
        _ key: String, of section: Section, _ outer: T?, _ rule: CharterRule,
        _ read: (CharterItem) -> T?
    ) -> T? {
        if section[key] == nil, let outer { return outer }
        return section.required(key, findings, or: rule).flatMap(read)
    }

    private func fieldType(_ section: Section) -> FieldType? {
        guard let item = section.required("type", findings),
            let word = choice(item, FieldType.words, .typeUnknown)
        else { return nil }
        let meaningful = FieldType.keys(of: word)
        for key in ["list", "range", "maximum", "unit"] where !meaningful.contains(key) {
            guard section[key] != nil else { continue }
            findings.add(
                .idleKey, at: section.place(of: key),
                fr: "« \(key) » n'a pas de sens pour le type « \(word) »",
                en: "\"\(key)\" has no meaning for the type \"\(word)\"")
        }
        switch word {
        case "text": return .text(maximum: maximum(section) ?? 200)
        case "note": return .note(maximum: maximum(section) ?? 8_000)
        case "name": return .name(maximum: maximum(section) ?? 100)
        case "identifier": return .identifier(maximum: maximum(section) ?? 40)
        case "date": return .date
        case "birth-date": return .birthDate
        case "flag": return .flag
        case "commune": return .commune
        case "integer": return range(section).map(FieldType.integer)
        default:
            guard let item = section.required("list", findings),
                let list = lists.find(item, .listUnknown, findings)
            else { return nil }
            return word == "code" ? .code(list) : .codes(list)
        }
    }

    private func maximum(_ section: Section) -> Int? {
        guard let item = section["maximum"], let number = item.number(findings) else {
            return nil
        }
        if (1...Int64(Self.maximumText)).contains(number) { return Int(number) }
        findings.add(
            .maximum, at: item.place, fr: "\(number) caractères", en: "\(number) characters")
        return nil
    }

    private func range(_ section: Section) -> ClosedRange<Int64>? {
        guard let item = section.required("range", findings, or: .range),
            let items = item.items(findings)
        else { return nil }
        let numbers = items.compactMap { $0.number(findings) }
        if items.count == 2, numbers.count == 2, numbers[0] <= numbers[1] {
            return numbers[0]...numbers[1]
        }
        findings.add(
            .range, at: item.place, fr: "ce ne sont pas deux nombres dans l'ordre",
            en: "not two numbers in order")
        return nil
    }

    /// Nobody at the hub reads what stays, or writes what has no place there.
    private func checkRolesAtHub(of field: Field, _ section: Section) {
        let stays = field.exit == nil && (section["leaves"]?.word ?? "never") == "never"
        let changes = field.exit != nil && field.home == .dossier
        for (key, names) in [("read", field.readers), ("write", field.writers)] {
            guard stays || changes && key == "write",
                let name = names.first(where: { roles.named($0)?.side == .hub })
            else { continue }
            findings.add(
                .roleAtHub, at: section.place(of: key),
                fr: "« \(name) » est au hub et ne peut rien ici (rubrique « \(field.name) »)",
                en: "\"\(name)\" is at the hub and can do nothing here (field \"\(field.name)\")")
        }
    }
}

extension FieldType {
    /// The keys that say more of a type.
    fileprivate static func keys(of word: String) -> [String] {
        switch word {
        case "text", "note", "name", "identifier": ["maximum"]
        case "integer": ["range", "unit"]
        case "code", "codes": ["list"]
        default: []
        }
    }
}
