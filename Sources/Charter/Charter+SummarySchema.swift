package import SyncCore

extension SummarySchema {
    /// What leaves of these types.
    init(of types: [RecordType], roles: [Role]) {
        self.init(
            types: types.compactMap { type in
                let fields = type.fields.compactMap { SummaryField(of: $0, roles: roles) }
                guard !fields.isEmpty else { return nil }
                return SummaryType(name: type.name, label: type.label, fields: fields)
            })
    }
}

extension SummaryField {
    /// What leaves of a field; `nil` when nothing does.
    fileprivate init?(of field: Field, roles: [Role]) {
        guard let exit = field.exit else { return nil }
        let atHub = field.writers.contains { roles.named($0)?.side == .hub }
        self.init(
            name: exit.name, label: field.label, shape: exit.rule.shape,
            calendar: exit.rule.calendar, unit: field.home == .summary ? field.unit : nil,
            merge: exit.merge,
            editedAt: field.home == .summary && atHub ? .bothSides : .office)
    }
}

extension Charter {
    /// The digest by which offices and the hub know that they hold one and the same rule.
    ///
    /// All 32 bytes of SHA-256 over the name, the version and the summary schema in deterministic
    /// CBOR. Labels don't count, so that a spelling can be corrected.
    package func digest(_ sha256: SHA256Function) -> [UInt8] {
        var writer = CBORWriter(reserving: 2_048)
        writer.beginArray(3)
        writer.write(text: name.text)
        writer.write(unsigned: UInt64(version))
        summarySchema.write(to: &writer)
        return sha256(writer.bytes)
    }
}

extension SummarySchema {
    /// `[* [type, [* [name, kind, argument, merge, editors]]]]`
    fileprivate func write(to writer: inout CBORWriter) {
        writer.beginArray(types.count)
        for type in types {
            writer.beginArray(2)
            writer.write(text: type.name.text)
            writer.beginArray(type.fields.count)
            for field in type.fields { field.write(to: &writer) }
        }
    }
}

extension SummaryField {
    fileprivate func write(to writer: inout CBORWriter) {
        writer.beginArray(5)
        writer.write(text: name.text)
        switch shape {
        case .flag:
            writer.write(text: "flag")
            writer.writeNull()
        case .number(let range):
            writer.write(text: calendar?.rawValue ?? "number")
            writer.beginArray(2)
            writer.write(range.lowerBound)
            writer.write(range.upperBound)
        case .code(let codes):
            writer.write(text: "code")
            write(codes, to: &writer)
        case .set(let codes):
            writer.write(text: "set")
            write(codes, to: &writer)
        }
        writer.write(text: merge.word)
        writer.write(text: editedAt.rawValue)
    }

    private func write(_ codes: [CodeLabel], to writer: inout CBORWriter) {
        writer.beginArray(codes.count)
        for code in codes { writer.write(text: code.name.text) }
    }
}

extension MergeRule {
    /// The word for it in the charter.
    package var word: String {
        switch self {
        case .ask: "ask"
        case .highest: "highest"
        case .lowest: "lowest"
        case .keep: "keep"
        }
    }
}
