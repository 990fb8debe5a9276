import SyncCore

extension CharterReader {
    /// What a type says for all its fields that don't say it themselves.
    struct Defaults {
        let readers: [Code]?
        let writers: [Code]?
        let retention: Retention?
    }

    func type(_ name: Code, _ entry: CharterItem.Entry) -> RecordType? {
        let keys = ["label", "about", "read", "write", "keep", "fields"]
        guard let section = Section(entry.value, keys: keys, findings: findings) else {
            return nil
        }
        let label = label(of: section)
        let defaults = Defaults(
            readers: section["read"].flatMap(roleNames),
            writers: section["write"].flatMap(roleNames),
            retention: section["keep"].flatMap(retention))
        let subject = section["about"].map { $0.word(findings).flatMap(Code.init) }
        guard let item = section.required("fields", findings),
            let entries = item.entries(findings)
        else { return nil }
        guard (1...Self.maximumFields).contains(entries.count) else {
            findings.add(
                .tooLarge, at: item.place, fr: "il faut 1 à \(Self.maximumFields) rubriques",
                en: "1 to \(Self.maximumFields) fields are needed")
            return nil
        }
        let fields = entries.compactMap { entry -> Field? in
            guard let name = self.name(entry.key, at: entry.place) else { return nil }
            return field(name, entry, defaults)
        }
        guard let label else { return nil }
        switch subject {
        case nil: return RecordType(name: name, label: label, subject: .person, fields: fields)
        case .some(let about):
            guard let about else { return nil }
            return RecordType(name: name, label: label, subject: .about(about), fields: fields)
        }
    }

    func roleNames(_ item: CharterItem) -> [Code]? {
        names(item, in: roles, .roleUnknown, .roleMissing)
    }

    /// What can only be seen when all types are read.
    func check(_ types: [RecordType], in top: Section) {
        guard let entries = top["types"]?.entries(findings) else { return }
        for (type, entry) in zip(types, entries) {
            guard let section = Section(entry.value, keys: ["about"], findings: Findings()),
                case .about(let name) = type.subject
            else { continue }
            if types.named(name)?.subject != .person {
                findings.add(
                    .subjectUnknown, at: section["about"]?.place ?? entry.place,
                    fr: "« \(name) » n'est pas une personne de cette charte",
                    en: "\"\(name)\" is not a person of this charter")
            }
        }
    }
}
