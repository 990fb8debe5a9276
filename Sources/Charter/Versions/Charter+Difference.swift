import SyncCore

extension Charter {
    /// What narrows, what widens and what is neutral from one charter to a later one.
    ///
    /// It is told from what both allow (`narrowed(by:)`): what the first has beyond that goes, and
    /// what the second has beyond that comes. So an office that obeys the one list obeys the other.
    package static func difference(from old: Charter, to new: Charter) -> CharterDifference {
        let both = old.narrowed(by: new)
        var difference = CharterDifference()
        for name in old.types.map(\.name).appending(new.types.map(\.name)) {
            let types = Versions(old: old.type(name), both: both.type(name), new: new.type(name))
            guard let known = types.new ?? types.old else { continue }
            difference.compare(types, of: known, in: (old, new))
        }
        difference.compareRoles(old, both, new)
        difference.compareTexts(old, new)
        return difference
    }
}

/// A thing as the old charter has it, as both have it, and as the new one does.
private struct Versions<Thing> {
    let old: Thing?
    let both: Thing?
    let new: Thing?
}

extension CharterDifference {
    fileprivate mutating func compare(
        _ types: Versions<RecordType>, of type: RecordType,
        in charters: (old: Charter, new: Charter)
    ) {
        if types.old != nil, types.both == nil {
            narrows.append(Change(type, nil, .type, before: types.old?.label))
        }
        if types.new != nil, types.both == nil {
            widens.append(Change(type, nil, .type, after: types.new?.label))
        }
        guard types.both != nil else { return }
        let names = types.old!.fields.map(\.name).appending(types.new!.fields.map(\.name))
        for name in names {
            let fields = Versions(
                old: types.old?.field(name), both: types.both?.field(name),
                new: types.new?.field(name))
            compare(fields, in: type, charters)
        }
        compareLabels(type, nil, types.old?.label, types.new?.label)
    }

    private mutating func compare(
        _ fields: Versions<Field>, in type: RecordType, _ charters: (old: Charter, new: Charter)
    ) {
        guard let field = fields.new ?? fields.old else { return }
        guard let both = fields.both else {
            if let old = fields.old {
                narrows.append(
                    Change(type, field, .field, before: old.type.words(unit: old.unit)))
            }
            if let new = fields.new {
                widens.append(Change(type, field, .field, after: new.type.words(unit: new.unit)))
            }
            return
        }
        guard let old = fields.old, let new = fields.new else { return }
        let facets = zip(
            zip(old.facets(type, charters.old), new.facets(type, charters.new)),
            zip(both.facets(type, charters.old), both.facets(type, charters.new)))
        for ((before, after), (bothBefore, bothAfter)) in facets {
            let aspect = before.aspect
            // Of a field of which nothing leaves before or after, the name says nothing.
            if aspect == .leavesAs, both.exit == nil { continue }
            if let gone = before.beyond(bothBefore) {
                narrows.append(
                    Change(
                        type, field, aspect, before: gone,
                        after: before.isList ? nil : bothAfter.words))
            }
            if let come = after.beyond(bothAfter) {
                widens.append(
                    Change(
                        type, field, aspect, before: after.isList ? nil : bothBefore.words,
                        after: come))
            }
        }
        compareLabels(type, field, old.label, new.label)
        if let from = old.exit?.merge, let to = new.exit?.merge, from.word != to.word {
            neutral.append(Change(type, field, .merge, before: from.words, after: to.words))
        }
    }

    private mutating func compareLabels(
        _ type: RecordType, _ field: Field?, _ old: Phrase?, _ new: Phrase?
    ) {
        guard old != new else { return }
        neutral.append(Change(type, field, .label, before: old, after: new))
    }

    fileprivate mutating func compareRoles(_ old: Charter, _ both: Charter, _ new: Charter) {
        for name in old.roles.map(\.name).appending(new.roles.map(\.name)) {
            let (before, after) = (old.role(name), new.role(name))
            let kept = both.role(name)
            guard let label = (after ?? before)?.label else { continue }
            if let before, before.words != kept?.words {
                narrows.append(Change(label, .role, before.words, kept?.words))
            }
            if let after, after.words != kept?.words {
                widens.append(Change(label, .role, kept?.words, after.words))
            }
        }
    }

    /// What the charters say in words, for whoever reads them.
    fileprivate mutating func compareTexts(_ old: Charter, _ new: Charter) {
        let texts: [(Phrase?, Phrase?)] =
            [(old.label, new.label), (old.controller, new.controller)]
            + old.purposes.flatMap { purpose in
                let other = new.purposes.named(purpose.name)
                return other.map { [(purpose.label, $0.label), (purpose.basis, $0.basis)] } ?? []
            } + Self.labels(old.recipients, new.recipients) + Self.labels(old.roles, new.roles)
            + Self.codeLabels(old, new)
        var seen: Set<[String]> = []
        for (before, after) in texts where before != after {
            let key = [before, after].map { $0.map { "\($0.fr)|\($0.en)" } ?? "" }
            guard seen.insert(key).inserted else { continue }
            neutral.append(Change(Phrase(fr: "", en: ""), .charter, before, after))
        }
        let gone = old.security.filter { !new.security.contains($0) }
        let come = new.security.filter { !old.security.contains($0) }
        neutral += (gone.map { ($0, nil) } + come.map { (nil, $0) }).map { before, after in
            Change(Phrase(fr: "", en: ""), .charter, before, after)
        }
    }

    /// The labels of the codes of lists that both have. One code may stand in several lists.
    private static func codeLabels(_ old: Charter, _ new: Charter) -> [(Phrase?, Phrase?)] {
        old.codeLists.flatMap { list in
            labels(list.codes, new.codeLists.named(list.name)?.codes ?? [])
        }
    }

    /// The labels of what both have.
    private static func labels<Thing: Labelled>(
        _ old: [Thing], _ new: [Thing]
    ) -> [(Phrase?, Phrase?)] {
        old.compactMap { thing in new.named(thing.name).map { (thing.label, $0.label) } }
    }
}

extension CharterDifference.Change {
    fileprivate init(
        _ type: RecordType, _ field: Field?, _ aspect: CharterDifference.Aspect,
        before: Phrase? = nil, after: Phrase? = nil
    ) {
        self.init(
            type: type.name, field: field?.name,
            place: field.map {
                Phrase(
                    fr: "\(type.label.fr) / \($0.label.fr)", en: "\(type.label.en) / \($0.label.en)"
                )
            } ?? type.label,
            aspect: aspect, before: before, after: after)
    }

    /// Of the whole charter.
    fileprivate init(
        _ place: Phrase, _ aspect: CharterDifference.Aspect, _ before: Phrase?, _ after: Phrase?
    ) {
        self.init(
            type: nil, field: nil, place: place, aspect: aspect, before: before, after: after)
    }
}

extension [Code] {
    /// With those of the others that aren't in it, at the end.
    fileprivate func appending(_ others: [Code]) -> [Code] {
        self + others.filter { !contains($0) }
    }
}
