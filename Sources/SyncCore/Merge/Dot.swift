/// The name of one written value, for ever: who wrote it and which of their writes it was.
///
/// After Preguiça et al., "Dotted Version Vectors" (2010): https://arxiv.org/abs/1011.5808
package struct Dot: Hashable, Comparable, Sendable {
    package let actor: ActorID
    /// Counts from 1, growing with each of the actor's writes.
    package let n: UInt64

    package init(actor: ActorID, n: UInt64) {
        self.actor = actor
        self.n = n
    }

    package static func < (a: Self, b: Self) -> Bool {
        (a.actor, a.n) < (b.actor, b.n)
    }
}
