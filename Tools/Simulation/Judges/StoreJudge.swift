import SyncCore

/// What must be true of a store at every moment, whatever came before.
enum StoreJudge {
    static func objection(to office: MemoryOffice, _ name: String) -> Objection? {
        func objection(_ words: String, _ fault: Fault = .impossible) -> Objection {
            Objection(fault: fault, words: "\(name): \(words)")
        }
        let position = office.position
        let checkpoints = position.history.checkpoints
        guard checkpoints.count <= CheckpointHistory.limit else {
            return objection("\(checkpoints.count) checkpoints", .unbounded)
        }
        guard checkpoints.contains(.zero), Set(checkpoints.map(\.seq)).count == checkpoints.count
        else { return objection("checkpoints without the first, or two of one number") }
        guard position.cursor <= position.head.seq else {
            return objection("the cursor is after the head")
        }
        for id in office.touched {
            guard let row = office.rows[id] else { continue }
            guard office.erased[id] == nil else {
                return objection("holds \(id), which it knows as erased")
            }
            guard row.digest == StateDigest(of: row.state, by: simulatedHash) else {
                return objection("has another digest for \(id)")
            }
        }
        return nil
    }

    static func objection(to hub: MemoryHub) -> Objection? {
        for id in hub.touched where hub.records[id] != nil && hub.erased.contains(id) {
            return Objection(
                fault: .impossible, words: "the hub holds \(id), which it knows as erased")
        }
        for channel in hub.channels.values {
            guard channel.feed.values.allSatisfy({ $0 <= channel.seq }) else {
                return Objection(fault: .impossible, words: "a feed goes beyond its channel")
            }
        }
        return nil
    }
}
