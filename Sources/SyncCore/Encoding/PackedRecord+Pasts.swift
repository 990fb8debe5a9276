/// What a part's versions supersede is mostly what the hub holds of their registers: then the part
/// needn't say it. A check over the records that should come of it tells when it isn't so.
extension PackedRecord {
    /// The same record, of whose pasts is left only what their own writers wrote before, for of
    /// that the hub may not have heard. `nil` where a register has several versions: what the hub
    /// holds of it may be one of them, and then the others don't supersede it.
    package func leavingPastsOut() -> PackedRecord? {
        let state = unpacked()
        guard state.fields.values.allSatisfy({ $0.versions.count == 1 }) else { return nil }
        return PackedRecord(
            RecordState(
                type: type,
                fields: state.fields.mapValues { field in
                    let version = field.versions[0]
                    let own = version.past.entries.filter { $0.actor == version.dot.actor }
                    return FieldState(
                        Version(
                            dot: version.dot, past: VersionVector(own), value: version.value))
                }))
    }

    /// The least number that its first actor has in here.
    var firstNumber: UInt64 { actors.first?.n ?? 0 }

    /// A record of which pasts were left out, with those that it has if each of its versions was
    /// written by somebody who was shown all that `held` has of its register.
    package func completingPasts(from held: PackedRecord) -> PackedRecord {
        let (part, held) = (unpacked(), held.unpacked())
        var fields: [FieldName: FieldState] = [:]
        for (name, field) in part.fields {
            var whole = FieldState()
            for version in field.versions {
                guard let past = held[name].past(of: version) else { continue }
                let version = Version(dot: version.dot, past: past, value: version.value)
                whole = whole.joined(with: FieldState(version))
            }
            fields[name] = whole
        }
        return PackedRecord(RecordState(type: type, fields: fields))
    }
}

extension FieldState {
    /// The past of a version that was written over this; `nil` when this has superseded it.
    fileprivate func past(of version: Version) -> VersionVector? {
        if let known = versions.first(where: { $0.dot == version.dot }) { return known.past }
        let seen = seen
        return seen.covers(version.dot) ? nil : seen.union(version.past)
    }
}
