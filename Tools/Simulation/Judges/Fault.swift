/// What must never be true of a world.
package enum Fault: String, Hashable, Sendable, CaseIterable {
    // Of a world that has settled.
    case diverged = "an office and the hub differ"
    case lostInSilence = "lost in silence"
    case erasedCameBack = "an erased record came back"
    case stuckInTheOutbox = "stuck in the outbox"
    // At every moment.
    case outsideTheCharter = "held outside the charter"
    case untrue = "a state says what nobody wrote"
    case unbounded = "metadata without bound"
    case impossible = "a store contradicts itself"
    case refused = "a right message was refused, or a wrong one taken"
}

/// A judge's finding: which fault, and where, for a person.
package struct Objection: Hashable, Sendable {
    package let fault: Fault
    package let words: String
}
