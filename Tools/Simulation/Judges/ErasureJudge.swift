import SyncCore

/// What was erased, and some copy knows, is nowhere any more. A row of which a charter has left
/// nothing may stay, for the hub forgot whom it concerns, and so may one in quarantine, which an office
/// asks nothing about before somebody mends it.
enum ErasureJudge: Judge {
    static func objection(to world: World) -> Objection? {
        if let id = world.books.erased.filter({ world.hub.records[$0] != nil }).min() {
            return Objection(fault: .erasedCameBack, words: "the hub holds \(id)")
        }
        for (index, post) in world.posts.enumerated() {
            let back = post.office.rows.filter { id, row in
                world.books.erased.contains(id) && !row.isTakenAway && row.quarantine.isEmpty
            }.keys.min()
            guard let back else { continue }
            return Objection(
                fault: .erasedCameBack, words: "\(world.name(of: index)) holds \(back)")
        }
        return nil
    }
}
