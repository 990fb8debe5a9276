import SyncCore

/// Reads a charter from its YAML, collecting everything that is wrong with it.
struct CharterReader {
    /// In characters.
    static let maximumLabel = 400
    /// In characters: the longest free text that a field can hold.
    static let maximumText = 20_000
    static let maximumTypes = 40
    /// Of one list.
    static let maximumCodes = 1_000
    static let maximumFields = 200
    /// Of one type. A record on the wire has room for 256, and needs some for concurrent values.
    static let maximumRegisters = 100

    let findings = Findings()
    private(set) var purposes: [Purpose] = []
    private(set) var recipients: [Recipient] = []
    private(set) var roles: [Role] = []
    private(set) var lists: [CodeList] = []

    /// Reads the whole; `nil` after findings.
    mutating func read(_ yaml: String) -> Charter? {
        let keys = [
            "charter", "version", "label", "controller", "security", "purposes", "recipients",
            "roles", "lists", "types",
        ]
        guard let root = CharterTree.read(yaml, findings: findings),
            let top = Section(root, keys: keys, findings: findings)
        else { return nil }
        let name = top.required("charter", findings).flatMap(name)
        let version = top.required("version", findings).flatMap(version)
        let label = label(of: top)
        let controller = top.required("controller", findings, or: .labelMissing).flatMap(phrase)
        let security = top["security"].flatMap { $0.items(findings) }?.compactMap(phrase) ?? []
        purposes = declared("purposes", in: top, purpose)
        recipients = declared("recipients", in: top, recipient)
        roles = declared("roles", in: top, role)
        lists = declared("lists", in: top, list)
        let persons = top["types"].map(Self.persons) ?? []
        let types = declared("types", in: top, maximum: Self.maximumTypes) {
            type($0, $1, persons: persons)
        }
        if findings.isEmpty { checkUnused(types, in: top) }
        guard findings.isEmpty, let name, let version, let label, let controller else {
            return nil
        }
        return Charter(
            source: yaml, name: name, version: version, label: label, controller: controller,
            security: security, purposes: purposes, recipients: recipients, roles: roles,
            codeLists: lists, types: types)
    }

    /// The names of the types that are about nobody else.
    private static func persons(in types: CharterItem) -> [String] {
        guard case .map(let entries) = types.content else { return [] }
        return entries.filter { $0.value["about"] == nil }.map(\.key)
    }

    /// Reads each entry of a map that must be there.
    private func declared<T>(
        _ key: String, in top: Section, maximum: Int = 200,
        _ read: (Code, CharterItem.Entry) -> T?
    ) -> [T] {
        guard let item = top.required(key, findings), let entries = item.entries(findings) else {
            return []
        }
        guard entries.count <= maximum else {
            findings.add(
                .tooLarge, at: item.place, fr: "plus de \(maximum) éléments sous « \(key) »",
                en: "more than \(maximum) items under \"\(key)\"")
            return []
        }
        return entries.compactMap { entry in
            guard let name = name(entry.key, at: entry.place) else { return nil }
            let element = read(name, entry)
            if element == nil { findings.markBroken(name) }
            return element
        }
    }

    private func version(_ item: CharterItem) -> Int? {
        guard let number = item.number(findings) else { return nil }
        if number >= 1 { return Int(number) }
        findings.add(
            .number, at: item.place, fr: "les versions comptent à partir de 1",
            en: "versions count from 1")
        return nil
    }

    private func purpose(_ name: Code, _ entry: CharterItem.Entry) -> Purpose? {
        guard let section = Section(entry, keys: ["label", "basis"], findings: findings)
        else { return nil }
        let basis = section.required("basis", findings, or: .labelMissing).flatMap(phrase)
        guard let label = label(of: section), let basis else { return nil }
        return Purpose(name: name, label: label, basis: basis)
    }

    private func recipient(_ name: Code, _ entry: CharterItem.Entry) -> Recipient? {
        Section(entry, keys: ["label"], findings: findings).flatMap(label)
            .map { Recipient(name: name, label: $0) }
    }

    private func role(_ name: Code, _ entry: CharterItem.Entry) -> Role? {
        let keys = ["label", "at", "cases", "duty"]
        guard let section = Section(entry, keys: keys, findings: findings),
            let at = section.required("at", findings)
        else { return nil }
        let side = choice(at, Role.Side.allCases.map(\.rawValue)).flatMap(Role.Side.init)
        let reach = section["cases"]
            .map { choice($0, Role.Reach.allCases.map(\.rawValue)).flatMap(Role.Reach.init) }
        let duty = section["duty"]
            .map { choice($0, Role.Duty.allCases.map(\.rawValue)).flatMap(Role.Duty.init) }
        refuseIdleKeys(of: section, side)
        guard let label = label(of: section), let side, reach != .some(nil), duty != .some(nil)
        else { return nil }
        return Role(
            name: name, label: label, side: side, reach: reach.flatMap(\.self) ?? .own,
            duty: duty.flatMap(\.self))
    }

    /// A role at the hub has no cases, nor a duty at an office; one with a duty has no cases.
    private func refuseIdleKeys(of section: Section, _ side: Role.Side?) {
        let idle =
            side == .hub
            ? ["cases", "duty"] : section["duty"] == nil ? [] : ["cases"]
        for key in idle where section[key] != nil {
            findings.add(
                .idleKey, at: section.place(of: key),
                fr: "« \(key) » n'a pas de sens pour ce rôle",
                en: "\"\(key)\" has no meaning for this role")
        }
    }

    private func list(_ name: Code, _ entry: CharterItem.Entry) -> CodeList? {
        guard let section = Section(entry, keys: ["label", "codes"], findings: findings),
            let codes = section.required("codes", findings),
            let entries = codes.entries(findings)
        else { return nil }
        if entries.isEmpty {
            findings.add(
                .listEmpty, at: codes.place, fr: "la liste « \(name) » n'a pas de code",
                en: "the list \"\(name)\" has no code")
        }
        guard entries.count <= Self.maximumCodes else {
            findings.add(
                .tooLarge, at: codes.place, fr: "plus de \(Self.maximumCodes) codes",
                en: "more than \(Self.maximumCodes) codes")
            return nil
        }
        let labels = entries.compactMap { entry -> CodeLabel? in
            guard let code = code(entry.key, at: entry.place), let label = codeLabel(entry.value)
            else { return nil }
            return CodeLabel(code, label)
        }
        guard let label = label(of: section), labels.count == entries.count else { return nil }
        return CodeList(name: name, label: label, codes: labels)
    }
}
