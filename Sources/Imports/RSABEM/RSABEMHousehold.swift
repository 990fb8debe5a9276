import Charter

/// One `InfosFoyerRSA` while it is read: the texts that may be kept, with their lines.
struct RSABEMHousehold {
    struct Text: Equatable {
        let line: Int
        var text: String
    }

    struct Person: Equatable {
        let line: Int
        /// By path below `Personne`.
        var texts: [String: Text] = [:]
    }

    let line: Int
    var persons: [Person] = []
    /// By path below `InfosFoyerRSA`; of the addresses, the first alone.
    var texts: [String: Text] = [:]
    var addresses = 0

    init(line: Int) {
        self.line = line
    }

    /// The persons as the charter wants them, or everything that is wrong with them.
    func item(_ charter: Charter, _ type: RecordType, limits: RSABEMLimits) -> ImportItem {
        guard !persons.isEmpty else {
            return .refused([finding(.missing, RSABEMSchema.person)])
        }
        var cases: [ImportedCase] = []
        var findings: [ImportFinding] = []
        for person in persons {
            let draft = draft(person, charter, type)
            findings += draft.findings
            cases.append(ImportedCase(line: person.line, key: nil, person: draft.record))
        }
        guard findings.isEmpty else {
            return .refused(Array(Set(findings).sorted().prefix(limits.findings)))
        }
        return .cases(cases)
    }

    private func finding(_ rule: ImportRule, _ place: String) -> ImportFinding {
        ImportFinding(line: line, place: place, rule: rule)
    }

    private func draft(_ person: Person, _ charter: Charter, _ type: RecordType) -> CaseDraft {
        var draft = CaseDraft(type)
        let sources = [
            (RSABEMSchema.ofPerson, person.texts), (RSABEMSchema.ofHousehold, texts),
        ]
        for (paths, texts) in sources {
            for (path, name) in paths.sorted(by: { $0.key < $1.key }) {
                guard let field = type.field(name) else { continue }
                let element = RSABEMSchema.lastName(of: path)
                draft.place(name, at: element)
                guard let text = texts[path], !isRepeated(path, in: texts) else { continue }
                let value = CellReading(field: field).value(of: text.text)
                draft.put(
                    value.value, in: field, line: text.line, place: element, else: value.rule)
            }
        }
        if let field = type.field(RSABEMSchema.addressField), let address {
            draft.put(
                .text(address.text), in: field, line: address.line,
                place: RSABEMSchema.address, else: .malformed)
        }
        draft.close(line: person.line, charter: charter)
        return draft
    }

    /// The name in use says nothing when it is the name at birth.
    private func isRepeated(_ path: String, in texts: [String: Text]) -> Bool {
        path == "Identification/NOM" && texts[path]?.text == texts["Identification/NOMNAI"]?.text
    }

    private var address: Text? {
        let parts = RSABEMSchema.addressParts.compactMap { texts[RSABEMSchema.addressPath + $0] }
        guard let first = parts.first else { return nil }
        return Text(line: first.line, text: parts.map(\.text).joined(separator: " "))
    }
}
