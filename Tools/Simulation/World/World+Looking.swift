import SyncCore

extension World {
    /// What the hub may hold: nothing is promised while it goes through its records.
    var hubLaw: Law? {
        hub.unswept.isEmpty
            ? climate.line.law(accepted: hub.newest, newest: hub.newest) : nil
    }

    /// What the judges of every moment say of all that was written since they last looked.
    mutating func look() -> Objection? {
        defer {
            hub.touched = []
            for index in posts.indices where !posts[index].office.touched.isEmpty {
                posts[index].office.touched = []
            }
        }
        if let objection = StoreJudge.objection(to: hub) { return objection }
        for id in hub.touched {
            guard let state = hub.records[id] else { continue }
            let sight = Sight(state, at: id, of: "the hub", under: hubLaw)
            if let objection = look(at: sight) { return objection }
        }
        for (index, post) in posts.enumerated() {
            let name = name(of: index)
            if let objection = StoreJudge.objection(to: post.office, name) { return objection }
            for id in post.office.touched {
                guard let row = post.office.rows[id] else { continue }
                let sight = Sight(row.state, at: id, of: name, under: post.office.law)
                if let objection = look(at: sight) { return objection }
            }
        }
        return mishaps.first.map { Objection(fault: .refused, words: $0) }
    }

    private func look(at sight: Sight) -> Objection? {
        for judge in Judges.ofEveryRecord {
            if let objection = judge.objection(to: sight, books) { return objection }
        }
        return nil
    }
}
