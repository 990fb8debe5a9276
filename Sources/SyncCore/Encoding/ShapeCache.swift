/// What was worked out for the shapes of records that came last, so that it is worked out once.
package struct ShapeCache<Value: Sendable>: Sendable {
    /// Latest found first.
    private var entries: [(shape: RecordShape, value: Value)] = []
    /// More than real charters give; a peer that sends more only makes its own records slower.
    private static var limit: Int { 16 }

    package init() {}

    /// The value for this shape, made by `make` when it isn't remembered.
    package mutating func value(
        for shape: RecordShape, _ make: () throws -> Value
    ) rethrows -> Value {
        for index in entries.indices where entries[index].shape == shape {
            if index > 0 { entries.swapAt(0, index) }
            // The next record mostly has this very object: then no bytes are compared.
            entries[0].shape = shape
            return entries[0].value
        }
        let value = try make()
        if entries.count == Self.limit { entries.removeLast() }
        entries.insert((shape, value), at: 0)
        return value
    }
}
