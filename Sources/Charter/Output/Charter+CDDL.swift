import SyncCore

extension Charter {
    /// What can be on the wire under this charter, in CDDL (RFC 8610).
    ///
    /// The root, `charter.entry`, is one value as `[type, name, value]`: unroll a record to such
    /// entries, and it says exactly what each may be. `charter.record` is a record's packed bytes,
    /// `charter.group` records as a message lays them out; since both hold names and values apart,
    /// they say which names and which values there can be at all. No rule's name can clash with
    /// those of `exchange.cddl`.
    package func cddl() -> String {
        var lines = [
            "; What can be on the wire under the charter \"\(name)\", version \(version).",
            "; charter.entry: one value, as [type, name, value].",
            "; charter.record: a record as it is packed, names and values apart.",
            "; charter.group: records of one type and shape as a message lays them out.",
            "; Written by `secteur charter cddl`.", "",
        ]
        let names = summarySchema.types.map(\.name.text)
        lines += choice("charter.entry", names.map { "charter.entry.\($0)" })
        lines += choice("charter.record", names.map { "charter.record.\($0)" })
        lines += choice("charter.group", names.map { "charter.group.\($0)" })
        for type in summarySchema.types { lines += [""] + cddl(of: type) }
        lines += [
            "", "charter.actors = [* [bstr .size 16, uint]]",
            "charter.versions = [* [+ [2* uint]]]", "charter.slots = [* [[* bstr], [* bstr]]]",
            "charter.withdrawn = null",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    private func cddl(of type: SummaryType) -> [String] {
        func rule(_ field: SummaryField) -> String { "charter.field.\(type.name).\(field.name)" }
        let entries = type.fields.flatMap { field in
            field.registers.sorted().map {
                "[\"\(type.name)\", \"\($0)\", \(rule(field)) / charter.withdrawn]"
            }
        }
        var lines = [
            "; \(type.label.en)",
            "charter.record.\(type.name) = [",
            "  \"\(type.name)\", charter.actors, [* charter.name.\(type.name)],",
            "  charter.versions, [* charter.value.\(type.name)],", "]",
            "charter.group.\(type.name) = [",
            "  \"\(type.name)\", uint, uint, [* charter.name.\(type.name)], charter.versions,",
            "  charter.slots, [* [[+ charter.value.\(type.name)], [* bstr]]],", "]",
        ]
        lines += choice("charter.name.\(type.name)", type.registers.map { "\"\($0)\"" })
        lines += choice(
            "charter.value.\(type.name)", type.fields.map(rule) + ["charter.withdrawn"])
        lines += choice("charter.entry.\(type.name)", entries)
        for field in type.fields { lines += ["; \(field.label.en)"] + field.cddl(rule(field)) }
        return lines
    }
}

extension SummaryField {
    fileprivate func cddl(_ rule: String) -> [String] {
        switch shape {
        case .flag, .set: ["\(rule) = bool"]
        case .number(let range):
            [
                "\(rule) = \(range.lowerBound)..\(range.upperBound)"
                    + (calendar.map { " ; \($0.numberForm)" } ?? "")
            ]
        case .code(let codes): choice(rule, codes.map { "\"\($0.name)\"" })
        }
    }
}

extension CalendarPart {
    fileprivate var numberForm: String {
        switch self {
        case .year: "year"
        case .quarter: "year * 10 + quarter, 1 to 4"
        case .month: "year * 100 + month, 1 to 12"
        }
    }
}

/// `rule = a / b / c`, one alternative a line when they don't fit; a rule that nothing can satisfy
/// when there is none.
private func choice(_ rule: String, _ alternatives: [String]) -> [String] {
    guard !alternatives.isEmpty else { return ["\(rule) = uint .lt 0"] }
    let line = "\(rule) = \(alternatives.joined(separator: " / "))"
    if line.count <= 90 { return [line] }
    return ["\(rule) ="]
        + alternatives.enumerated().map { ($0.offset == 0 ? "    " : "  / ") + $0.element }
}
