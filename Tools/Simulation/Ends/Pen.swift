import SyncCore

/// Names what an open store writes.
struct Pen {
    private var last: Dot?

    /// The next dot. Of an actor's next dot only a forger can know: the write goes under another.
    mutating func nextDot(after field: FieldState, using generator: inout SeededGenerator) -> Dot {
        var dot = Dot(actor: last?.actor ?? ActorID(using: &generator), n: (last?.n ?? 0) + 1)
        if field.knows(dot) { dot = Dot(actor: ActorID(using: &generator), n: 1) }
        last = dot
        return dot
    }
}
