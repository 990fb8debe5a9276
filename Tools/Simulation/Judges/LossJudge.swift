import SyncCore

/// Every value ever written is at the hub, or superseded there by somebody who was shown it, or its
/// record was erased, or no copy held it any more, or a charter forbade it, or an office shows it
/// in quarantine.
enum LossJudge: Judge {
    static func objection(to world: World) -> Objection? {
        let books = world.books
        let shown = quarantined(world)
        for (id, names) in books.places.sorted(by: { $0.key < $1.key })
        where !books.everErased.contains(id) {
            let state = world.hub.records[id]?.unpacked()
            for name in names.sorted() {
                let live = state?[name].versions.map(\.dot) ?? []
                let behind = books.everythingBehind(live)
                let place = Books.Place(record: id, field: name)
                for dot in books.dotsAt[place] ?? []
                where !behind.contains(dot) && !books.excused.contains(dot)
                    && !shown.contains(dot)
                {
                    let writing = books.written[dot]!
                    guard isAllowed(writing, world) else { continue }
                    let words = "\(id): \(name) = \(writing.value.words) is gone"
                    return Objection(fault: .lostInSilence, words: words)
                }
            }
        }
        return nil
    }

    /// Whether no charter that the hub ever had forbids the value.
    private static func isAllowed(_ writing: Books.Writing, _ world: World) -> Bool {
        world.climate.line.isAlwaysAllowed(
            writing.value, in: writing.place.field, of: writing.type, newest: world.newestEver)
    }

    private static func quarantined(_ world: World) -> Set<Dot> {
        var dots: Set<Dot> = []
        for post in world.posts {
            for row in post.office.rows.values where !row.quarantine.isEmpty {
                let live = row.state.unpacked().fields.values.flatMap { $0.versions.map(\.dot) }
                dots.formUnion(world.books.everythingBehind(live))
            }
        }
        return dots
    }
}
