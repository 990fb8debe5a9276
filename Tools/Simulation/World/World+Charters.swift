import SyncCore

/// Charters that change while work goes on.
extension World {
    mutating func changeCharters(_ index: Int) {
        if !hub.unswept.isEmpty, chance(60) {
            hub.sweep(limit: 1 + generator.below(3))
            happened { _ in "the hub goes through some records under its new charter" }
            return
        }
        if chance(40), hub.newest + 1 < climate.line.versions.count {
            publishNext()
        } else if posts[index].office.accepted < posts[index].office.newest {
            posts[index].office.acceptNewest()
            happened {
                "\($0.name(of: index)) accepts version \($0.posts[index].office.accepted + 1)"
            }
        }
    }

    mutating func publishNext() {
        // A publication that was cut off is finished before the next one.
        while !hub.unswept.isEmpty { hub.sweep(limit: 100) }
        hub.publishNext()
        newestEver = max(newestEver, hub.newest)
        happened { "the hub publishes version \($0.hub.newest + 1) of the charter" }
    }
}
