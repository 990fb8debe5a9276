import SyncCore

/// What must never be true of a world that has settled.
package enum Fault: String, Hashable, Sendable, CaseIterable {
    case diverged
    case stuckInTheOutbox = "stuck in the outbox"
    case erasedCameBack = "erased record came back"
    case lostInSilence = "lost in silence"
    /// A message that one end refused, or a decision that the other could not follow.
    case broken = "a message was refused"
}

/// Looks at a settled world from outside.
package func judge(_ world: World) -> Set<Fault> {
    var faults: Set<Fault> = []
    for office in world.offices {
        let audience = world.hub.audience
        let want = world.hub.records.filter { audience[$0.key]!.contains(office.number) }
        if want != office.rows.mapValues(\.state) { faults.insert(.diverged) }
        if !office.isOutboxEmpty { faults.insert(.stuckInTheOutbox) }
    }
    if world.hub.records.keys.contains(where: world.erased.subtracting(world.unerased).contains) {
        faults.insert(.erasedCameBack)
    }
    let held = world.held()
    let gone = world.hub.erased.union(world.erased)
    let lost = world.written.contains { dot, place in
        !held.contains(dot) && !world.excused.contains(dot) && !gone.contains(place.record)
    }
    if lost { faults.insert(.lostInSilence) }
    return faults
}
