import SyncCore

/// No store holds what its charter doesn't let it: an office what it works under, the hub its newest
/// version once it has gone through its records. Of the hub nothing at all is excused; an office may
/// have what a wrong program put there.
enum CharterJudge: RecordJudge, Judge {
    static func objection(to sight: Sight, _ books: Books) -> Objection? {
        guard let law = sight.law else { return nil }
        for (name, field) in sight.state.fields {
            for version in field.versions
            where !law.allows(version.value, in: name, of: sight.state.type) {
                if sight.holder != "the hub", version.value == .number(-1) { continue }
                return sight.objection(
                    .outsideTheCharter, "\(name) holds \(version.value.words)")
            }
        }
        return nil
    }

    static func objection(to world: World) -> Objection? {
        for (id, state) in world.hub.records {
            let sight = Sight(state, at: id, of: "the hub", under: world.hubLaw)
            if let objection = objection(to: sight, world.books) { return objection }
        }
        for (index, post) in world.posts.enumerated() {
            guard post.office.newest == world.newestEver else {
                let words = "\(world.name(of: index)) has not got the newest charter"
                return Objection(fault: .outsideTheCharter, words: words)
            }
            let law = world.climate.line.law(
                accepted: post.office.accepted, newest: world.newestEver)
            for (id, row) in post.office.rows {
                let sight = Sight(row.state, at: id, of: world.name(of: index), under: law)
                if let objection = objection(to: sight, world.books) { return objection }
            }
        }
        return nil
    }
}
