import SyncCore

extension CharterReader {
    /// What a field is read with: what its type says for all fields that don't say it themselves.
    struct Surroundings {
        let readers: [Code]?
        let writers: [Code]?
        let retention: Retention?
        /// The names of the type's fields that hold a date.
        let dateFields: [String]
    }

    func type(
        _ name: Code, _ entry: CharterItem.Entry, persons: [String]
    ) -> RecordType? {
        let keys = ["label", "about", "read", "write", "keep", "fields"]
        guard let section = Section(entry, keys: keys, findings: findings) else {
            return nil
        }
        let label = label(of: section)
        let subject = subject(section, persons: persons)
        guard let item = section.required("fields", findings),
            let entries = item.entries(findings)
        else { return nil }
        guard (1...Self.maximumFields).contains(entries.count) else {
            findings.add(
                .tooLarge, at: item.place, fr: "il faut 1 à \(Self.maximumFields) rubriques",
                en: "1 to \(Self.maximumFields) fields are needed")
            return nil
        }
        let dateFields = entries.filter { $0.value["type"]?.word == "date" }.map(\.key)
        let surroundings = Surroundings(
            readers: section["read"].flatMap(roleNames),
            writers: section["write"].flatMap(roleNames),
            retention: section["keep"].flatMap { retention($0, dateFields: dateFields) },
            dateFields: dateFields)
        let fields = entries.compactMap { entry -> (field: Field, place: Place)? in
            guard let name = self.name(entry.key, at: entry.place) else { return nil }
            return field(name, entry, surroundings).map { ($0, entry.place) }
        }
        checkRegisters(fields, at: entry.place)
        guard let label, let subject else { return nil }
        return RecordType(
            name: name, label: label, subject: subject, fields: fields.map(\.field))
    }

    /// The roles that a field is open to: none with a duty, which keeps it away from cases.
    func roleNames(_ item: CharterItem) -> [Code]? {
        let names = names(item, in: roles, .roleUnknown, .roleMissing)
        for name in names ?? [] where roles.named(name)?.duty != nil {
            findings.add(
                .roleWithDuty, at: item.place,
                fr: "« \(name) » a une charge (`duty`) et ne lit ni n'écrit aucune rubrique",
                en: "\"\(name)\" has a duty and reads and writes no field")
        }
        return names
    }

    private func subject(_ section: Section, persons: [String]) -> RecordType.Subject? {
        guard let item = section["about"] else { return .person }
        return choice(item, persons, .subjectUnknown).flatMap(Code.init)
            .map(RecordType.Subject.about)
    }

    /// What leaves of a type must have names of its own, and not be too much.
    private func checkRegisters(_ fields: [(field: Field, place: Place)], at place: Place) {
        var taken: Set<Code> = []
        var count = 0
        for (field, place) in fields {
            guard let exit = field.exit else { continue }
            count += exit.registerCount
            guard !taken.insert(exit.name).inserted else { continue }
            findings.add(
                .leavesNameTaken, at: place,
                fr: "une autre rubrique part déjà sous le nom « \(exit.name) »",
                en: "another field leaves under the name \"\(exit.name)\" already")
        }
        if count > Self.maximumRegisters {
            findings.add(
                .leavesTooMany, at: place, fr: "\(count) mentions partent de ce type",
                en: "\(count) registers leave of this type")
        }
    }
}

extension CharterItem {
    /// What stands under a key of a map, without any finding.
    subscript(key: String) -> CharterItem? {
        guard case .map(let entries) = content else { return nil }
        return entries.first { $0.key == key }?.value
    }
}

extension Field.Exit {
    fileprivate var registerCount: Int {
        if case .set(let codes) = rule.shape { codes.count } else { 1 }
    }
}
