import SyncCore

extension Charter {
    /// Checks that a record holds only what the charter declares.
    ///
    /// A record may be incomplete: drafts are. `missing` says what a complete one lacks.
    package func validate(_ record: CaseRecord) throws(CaseRefusal) {
        guard let type = type(record.type) else {
            throw CaseRefusal(
                type: record.type, findings: [.init(field: record.type, rule: .undeclaredType)])
        }
        var findings: [CaseRefusal.Finding] = []
        for name in Set(record.values.keys).union(record.removed).sorted() {
            let broken: CaseRefusal.Rule?
            switch (type.field(name), record.values[name]) {
            case (nil, _): broken = .undeclaredField
            case (let field?, let value?):
                broken =
                    record.removed.contains(name)
                    ? .contradictory : field.type.broken(by: value)
            case (_, nil): broken = nil
            }
            if let broken { findings.append(.init(field: name, rule: broken)) }
        }
        guard findings.isEmpty else { throw CaseRefusal(type: record.type, findings: findings) }
    }

    /// The required fields that the record lacks, in the order of the charter.
    package func missing(in record: CaseRecord) -> [Field] {
        (type(record.type)?.fields ?? []).filter { $0.required && record.values[$0.name] == nil }
    }
}

extension FieldType {
    /// The rule that a value breaks, or `nil` when a field of this type may hold it.
    package func broken(by value: CaseValue) -> CaseRefusal.Rule? {
        switch (self, value) {
        case (.text(let maximum), .text(let text)), (.name(let maximum), .text(let text)),
            (.identifier(let maximum), .text(let text)):
            Self.broken(by: text, maximum: maximum, lines: false)
        case (.note(let maximum), .text(let text)):
            Self.broken(by: text, maximum: maximum, lines: true)
        case (.date, .date), (.birthDate, .date), (.flag, .flag): nil
        case (.integer(let range), .number(let number)):
            range.contains(number) ? nil : .outOfRange
        case (.code(let list), .code(let code)): list.contains(code) ? nil : .outsideList
        case (.codes(let list), .codes(let codes)):
            codes.allSatisfy(list.contains) ? nil : .outsideList
        case (.commune, .code(let code)): Self.isCommune(code) ? nil : .notACommune
        default: .wrongType
        }
    }

    private static func broken(by text: String, maximum: Int, lines: Bool) -> CaseRefusal.Rule? {
        // A character may be many bytes long; the bytes are bounded first, since counting walks.
        guard text.utf8.count <= 8 * maximum, text.count <= maximum else { return .tooLong }
        let control = text.unicodeScalars.contains { scalar in
            scalar.properties.generalCategory == .control
                && !(lines && (scalar == "\n" || scalar == "\t" || scalar == "\r"))
        }
        return control ? .controlCharacter : nil
    }

    /// Five characters: two of the département (`2A` and `2B` in Corsica), then digits.
    private static func isCommune(_ code: Code) -> Bool {
        let bytes = Array(code.text.utf8)
        func isDigit(_ byte: UInt8) -> Bool {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        guard bytes.count == 5, isDigit(bytes[0]), bytes[2...].allSatisfy(isDigit) else {
            return false
        }
        return isDigit(bytes[1])
            || bytes[0] == UInt8(ascii: "2")
                && (bytes[1] == UInt8(ascii: "A") || bytes[1] == UInt8(ascii: "B"))
    }
}
