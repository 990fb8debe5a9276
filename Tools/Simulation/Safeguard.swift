/// A safeguard of the design that a schedule can do without, to show that the judges notice.
package enum Safeguard: String, CaseIterable, Sendable {
    /// The hub knows a checkpoint by its number alone, not by its random tag.
    case numericCursor = "numeric-cursor"
    /// A restored or copied office goes on under the actor that its file remembers.
    case reusedActor = "reused-actor"
}
