import SyncCore

extension World {
    /// Nothing goes wrong any more: the hub publishes again what it forgot, and all sync until a
    /// whole round changes nothing.
    package mutating func settle(rounds: Int = 60) {
        generator = SeededGenerator(seed: ~seed)
        isRough = false
        network.loseAll()
        for index in posts.indices { posts[index].sessions = [] }
        while hub.newest < newestEver { publishNext() }
        while !hub.unswept.isEmpty { hub.sweep(limit: 100) }
        happened { _ in "from here on nothing is lost" }
        for _ in 0..<rounds {
            let before = hub.commits
            var isQuiet = true
            for index in posts.indices where !syncInPeace(index) { isQuiet = false }
            if isQuiet, hub.commits == before { return }
        }
        isAtRest = false
    }

    /// Syncs an office to the end. Returns whether there was nothing new for it.
    private mutating func syncInPeace(_ index: Int) -> Bool {
        let machine = OfficeExchange(
            charterDigest: posts[index].office.law.digest, sha256: simulatedHash)
        sessionsBegun += 1
        posts[index].sessions = [.init(number: sessionsBegun, machine: machine)]
        let before = posts[index].office.position
        for _ in 0..<400 where !posts[index].sessions.isEmpty {
            let answer = hear(ask(index, 0, limit: 50))
            _ = receive(answer)
        }
        return posts[index].office.position == before && posts[index].office.isOutboxEmpty
    }
}
