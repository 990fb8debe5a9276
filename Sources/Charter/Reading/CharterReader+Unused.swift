import SyncCore

extension CharterReader {
    /// Refuses what is declared and serves nothing: a reader would take it for true.
    func checkUnused(_ types: [RecordType], in top: Section) {
        let fields = types.flatMap(\.fields)
        let duties = roles.filter { $0.duty != nil }.map(\.name)
        refuse(
            "purposes", but: Set(fields.map(\.purpose)), .purposeUnused, in: top,
            fr: "aucune rubrique n'a la finalité", en: "no field has the purpose")
        refuse(
            "recipients", but: Set(fields.flatMap { $0.exit?.recipients ?? [] }),
            .recipientUnused, in: top,
            fr: "rien ne part vers", en: "nothing leaves for")
        refuse(
            "roles", but: Set(fields.flatMap { $0.readers + $0.writers }).union(duties),
            .roleUnused, in: top,
            fr: "rien n'est ouvert au rôle", en: "nothing is open to the role")
        let lists = fields.compactMap(\.type.list) + fields.compactMap { $0.leaves?.list }
        refuse(
            "lists", but: Set(lists.map(\.name)), .listUnused, in: top,
            fr: "aucune rubrique n'emploie la liste", en: "no field uses the list")
    }

    private func refuse(
        _ key: String, but used: Set<Code>, _ rule: CharterRule, in top: Section, fr: String,
        en: String
    ) {
        guard case .map(let entries) = top[key]?.content else { return }
        for entry in entries where !used.contains(where: { $0.text == entry.key }) {
            findings.add(
                rule, at: entry.place, fr: "\(fr) « \(entry.key.shown) »",
                en: "\(en) \"\(entry.key.shown)\"")
        }
    }
}
