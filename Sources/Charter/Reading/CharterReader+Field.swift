import SyncCore

extension CharterReader {
    private static let fieldKeys = [
        "label", "type", "list", "range", "maximum", "unit", "required", "purpose", "read",
        "write", "keep", "leaves", "as", "recipients", "merge",
    ]

    func field(_ name: Code, _ entry: CharterItem.Entry, _ defaults: Defaults) -> Field? {
        guard let section = Section(entry.value, keys: Self.fieldKeys, findings: findings) else {
            return nil
        }
        let label = label(of: section)
        let type = fieldType(section)
        let unit = section["unit"].flatMap(phrase)
        let required = section["required"].flatMap { choice($0, ["yes", "no"]) } == "yes"
        let purpose = section.required("purpose", findings, or: .purposeMissing)
            .flatMap { purposes.find($0, .purposeUnknown, findings)?.name }
        let readers = inherited("read", of: section, defaults.readers, .roleMissing, roleNames)
        let writers = inherited("write", of: section, defaults.writers, .roleMissing, roleNames)
        let keep = inherited(
            "keep", of: section, defaults.retention, .retentionMissing, self.retention)
        let exit = type.flatMap { self.exit(of: name, $0, unit, section) }
        guard let label, let type, let purpose, let readers, let writers, let keep else {
            return nil
        }
        return Field(
            name: name, label: label, type: type, required: required, unit: unit,
            purpose: purpose, readers: readers, writers: writers, retention: keep, exit: exit)
    }

    /// What the field says, or else its type, or else a finding.
    private func inherited<T>(
        _ key: String, of section: Section, _ fromType: T?, _ rule: CharterRule,
        _ read: (CharterItem) -> T?
    ) -> T? {
        if section[key] == nil, let fromType { return fromType }
        return section.required(key, findings, or: rule).flatMap(read)
    }

    private func fieldType(_ section: Section) -> FieldType? {
        guard let item = section.required("type", findings),
            let word = choice(item, FieldType.words, .typeUnknown)
        else { return nil }
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
}
