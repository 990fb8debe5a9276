import SyncCore

/// Backups, live copies, crashes: any copy may be old.
extension World {
    mutating func copyOrRestore(_ index: Int) {
        switch climate.isHubForgetful ? 4 + generator.below(15) : generator.below(20) {
        case ..<6:
            officeBackups[posts[index].office.number, default: []].append(posts[index].office)
            happened { "\($0.name(of: index)) makes a backup" }
        case ..<10:
            hubBackups.append(hub)
            happened { _ in "the hub makes a backup" }
        case ..<(climate.isHubForgetful ? 11 : 15): restoreOffice(index)
        case ..<18: restoreHub()
        case ..<19: copyLive(index)
        default:
            hub.pruneTags(keeping: 1 + UInt64(generator.below(4)))
            happened { _ in "the hub forgets old tags" }
        }
    }

    private mutating func restoreOffice(_ index: Int) {
        let number = posts[index].office.number
        guard let old = pick(officeBackups[number] ?? []) else { return }
        let lost = posts[index].office
        posts[index] = Post(old)
        posts[index].office.reopen()
        forget(lost.rows.mapValues(\.state), Set(lost.erased.keys))
        happened { "\($0.name(of: index)) is put back to a backup" }
    }

    private mutating func restoreHub() {
        // Mostly one of the last: what is lost is what was told a moment ago.
        let backups = chance(70) ? Array(hubBackups.suffix(2)) : hubBackups
        guard let old = pick(backups) else { return }
        let lost = hub
        hub = old
        if old.newest < newestEver { hasLostCharters = true }
        if !missing.contains(.reusedHubActor) { hub.restart() }
        shownAtHub = []
        forget(lost.records, lost.erased)
        happened { _ in "the hub is put back to a backup" }
    }

    private mutating func copyLive(_ index: Int) {
        guard posts.count < climate.offices + 3 else { return }
        let twin = Post(posts[index].office)
        posts.append(twin)
        posts[posts.count - 1].office.reopen()
        happened { "\($0.name(of: index)) is copied: \($0.name(of: $0.posts.count - 1))" }
    }

    mutating func crash(_ index: Int) {
        if chance(30) { return crashHub() }
        posts[index].crash()
        happened { "\($0.name(of: index)) goes down and comes up again" }
    }

    /// The hub goes down, after a commit or between two.
    mutating func crashHub() {
        hub.restart()
        shownAtHub = []
        happened { _ in "the hub goes down and comes up again" }
    }

    // MARK: What is lost with a copy

    /// Excuses what was held in a store that is gone, and in no other.
    private mutating func forget(
        _ states: [RecordID: PackedRecord], _ erased: Set<RecordID>
    ) {
        let copies = copies(of: states)
        for (id, packed) in states where !copies[id, default: []].contains(packed) {
            let held = copies[id, default: []].map { $0.unpacked() }
            for (name, field) in packed.unpacked().fields {
                var saved = VersionVector()
                for copy in held { saved.formUnion(copy[name].seen) }
                let dots = books.covered(
                    by: field.seen, at: .init(record: id, field: name))
                books.excuse(dots.filter { !saved.covers($0) })
            }
        }
        let known = posts.reduce(hub.erased) { $0.union($1.office.erased.keys) }
        books.forgetErasures(erased.subtracting(known))
    }

    /// What all stores hold of these records.
    private func copies(
        of states: [RecordID: PackedRecord]
    ) -> [RecordID: [PackedRecord]] {
        var copies: [RecordID: [PackedRecord]] = [:]
        for (id, state) in hub.records where states[id] != nil {
            copies[id, default: []].append(state)
        }
        for post in posts {
            for (id, row) in post.office.rows where states[id] != nil {
                copies[id, default: []].append(row.state)
            }
        }
        return copies
    }
}
