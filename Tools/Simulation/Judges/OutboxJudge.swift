/// When nothing goes wrong any more, all come to rest, and no outbox holds anything.
enum OutboxJudge: Judge {
    static func objection(to world: World) -> Objection? {
        if let index = world.posts.firstIndex(where: { !$0.office.isOutboxEmpty }) {
            let words = "\(world.name(of: index)) still has something to send"
            return Objection(fault: .stuckInTheOutbox, words: words)
        }
        if !world.isAtRest {
            return Objection(fault: .stuckInTheOutbox, words: "they never come to rest")
        }
        return nil
    }
}
