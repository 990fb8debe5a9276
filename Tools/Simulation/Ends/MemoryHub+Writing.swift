package import SyncCore

extension MemoryHub {
    /// Writes what was decided, as one commit.
    mutating func carryOut(
        _ decision: HubDecision, _ found: HubFound, for office: OfficeNumber, _ habits: Habits,
        using generator: inout SeededGenerator
    ) {
        for id in decision.erase { drop(id) }
        for (id, state) in decision.writes { put(state, at: id) }
        if isAboutToTear { return }
        var notify = decision.notify
        if missing.contains(.untoldChange) {
            let written = Set(decision.writes.map(\.id))
            withhold(from: &notify, butFor: office) { written.contains($0) }
        }
        if missing.contains(.untoldErasure) {
            let gone = Set(decision.erase)
            withhold(from: &notify, butFor: office) { gone.contains($0) }
        }
        if missing.contains(.unlistedOffer) {
            notify[office]?.removeAll {
                records[$0] != nil && found.rows[$0]?.audience.contains(office) == false
            }
        }
        list(notify.filter { !$0.value.isEmpty }, habits, using: &generator)
    }

    /// Takes what `decision` left as it was: parts without pasts, as if they superseded all that is
    /// here.
    mutating func takeOnTrust(
        _ request: ExchangeRequest, _ decision: HubDecision, _ found: HubFound, _ habits: Habits,
        using generator: inout SeededGenerator
    ) {
        for (part, outcome) in zip(
            request.parts, decision.outcomes.dropFirst(request.wholes.count))
        {
            guard case .state = outcome, let id = found.references[part.reference],
                let state = records[id],
                let joined = state.joined(with: part.fields.completingPasts(from: state)),
                joined != state
            else { continue }
            put(joined, at: id)
            tell(id, habits, using: &generator)
        }
    }

    private func withhold(
        from notify: inout [OfficeNumber: [RecordID]], butFor office: OfficeNumber,
        _ isSecret: (RecordID) -> Bool
    ) {
        for other in notify.keys where other != office { notify[other]?.removeAll(where: isSecret) }
    }

    private mutating func put(_ state: PackedRecord, at id: RecordID) {
        records[id] = state
        touched.insert(id)
    }

    private mutating func drop(_ id: RecordID) {
        if !missing.contains(.forgottenErasure) { erased.insert(id) }
        records[id] = nil
    }

    /// Lists records anew, each office's under its next numbers, which makes it part of the audience.
    private mutating func list(
        _ notify: [OfficeNumber: [RecordID]], _ habits: Habits,
        using generator: inout SeededGenerator
    ) {
        if !notify.isEmpty { commits += 1 }
        for office in notify.keys.sorted() {
            for (index, id) in notify[office]!.enumerated() {
                if index.isMultiple(of: habits.rowsPerNumber) {
                    channels[office]!.seq += 1
                    channels[office]!.tags[channels[office]!.seq] = generator.next()
                }
                channels[office]!.feed[id] = channels[office]!.seq
                audience[id, default: []].insert(office)
            }
        }
    }

    private mutating func tell(
        _ id: RecordID, _ habits: Habits, using generator: inout SeededGenerator
    ) {
        let offices = audience[id, default: []]
        list(
            Dictionary(uniqueKeysWithValues: offices.map { ($0, [id]) }), habits,
            using: &generator)
    }

    // MARK: What people do at the hub

    /// Writes as somebody who was shown `shown` of the register, and returns the dot.
    mutating func write(
        _ value: Value, on id: RecordID, _ name: FieldName, past: VersionVector,
        dot: Dot? = nil, _ habits: Habits, using generator: inout SeededGenerator
    ) -> Dot {
        let state = records[id]!.unpacked()
        let dot = dot ?? pen.nextDot(after: state[name], using: &generator)
        var fields = state.fields
        let seen = missing.contains(.decidingBlind) ? state[name].seen : past
        let version = FieldState(Version(dot: dot, past: seen, value: value))
        fields[name] = state[name].joined(with: version)
        put(PackedRecord(RecordState(type: state.type, fields: fields)), at: id)
        tell(id, habits, using: &generator)
        return dot
    }

    package mutating func erase(
        _ id: RecordID, _ habits: Habits = Habits(), using generator: inout SeededGenerator
    ) {
        drop(id)
        tell(id, habits, using: &generator)
    }

    package mutating func share(
        _ id: RecordID, with office: OfficeNumber, _ habits: Habits = Habits(),
        using generator: inout SeededGenerator
    ) {
        guard audience[id]?.contains(office) != true else { return }
        list([office: [id]], habits, using: &generator)
    }

    // MARK: What happens to the process

    /// The process starts anew.
    mutating func restart() {
        pen = Pen()
    }

    /// Forgets the tags of all but the newest numbers.
    mutating func pruneTags(keeping newest: UInt64) {
        for (office, channel) in channels {
            channels[office]!.tags = channel.tags.filter {
                $0.key == 0 || $0.key + newest > channel.seq
            }
        }
    }

    /// Takes up the next version of the charter, once all is gone that the one before took away; what
    /// may no longer be held goes bit by bit.
    mutating func publishNext() {
        sweep(limit: unswept.count)
        newest += 1
        commits += 1
        unswept = missing.contains(.unsweptHub) ? [] : records.keys.sorted()
    }

    /// Writes as an admin who was shown the record as it is now.
    package mutating func decide(
        _ value: Value, on id: RecordID, _ name: FieldName, dot: Dot? = nil,
        using generator: inout SeededGenerator
    ) {
        let past = records[id]!.unpacked()[name].seen
        _ = write(value, on: id, name, past: past, dot: dot, Habits(), using: &generator)
    }

    /// Goes through some of the records under the newest version. One of which nothing is left is
    /// forgotten, and not erased.
    mutating func sweep(limit: Int) {
        var held = projection(onto: law)
        for id in unswept.suffix(limit) {
            guard let state = records[id] else { continue }
            let left = held.project(state)
            guard left != state else { continue }
            commits += 1
            if let left {
                put(left, at: id)
            } else {
                records[id] = nil
                audience[id] = nil
                for office in channels.keys { channels[office]!.feed[id] = nil }
            }
        }
        unswept.removeLast(min(limit, unswept.count))
    }
}
