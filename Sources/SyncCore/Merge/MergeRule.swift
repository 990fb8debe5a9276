/// How concurrent values of a field are read. The state keeps every value whatever the rule says.
package enum MergeRule: Hashable, Sendable {
    /// A person decides.
    case ask
    /// The greatest value; codes by their place in the list.
    case highest(order: [Code])
    /// The least value; codes by their place in the list.
    case lowest(order: [Code])
    /// For a register of a set: a concurrent add and remove keeps the code.
    case keep
}

/// What a field says to its reader.
package enum Reading: Hashable, Sendable {
    /// Never written.
    case absent
    case settled(Value)
    /// Different concurrent values that a person must decide between, in the order of their dots.
    case concurrent([Version])
}

extension FieldState {
    /// Reads the field under a rule. Equal concurrent values are no conflict.
    ///
    /// Under `highest` and `lowest` a withdrawal that is concurrent with a value gives way to it: of
    /// a person who takes away and a person who states, the statement is what can be ordered.
    package func reading(_ rule: MergeRule) -> Reading {
        guard let first = versions.first else { return .absent }
        if versions.allSatisfy({ $0.value == first.value }) { return .settled(first.value) }
        let stated = versions.map(\.value).filter { $0 != .withdrawn }
        switch rule {
        case .ask:
            return .concurrent(versions)
        case .highest(let order):
            return .settled(stated.max { Self.precedes($0, $1, order) } ?? .withdrawn)
        case .lowest(let order):
            return .settled(stated.min { Self.precedes($0, $1, order) } ?? .withdrawn)
        case .keep:
            return .settled(stated.contains(.flag(true)) ? .flag(true) : .flag(false))
        }
    }

    /// A total order of values: flags, then numbers, then codes of the list, then other codes.
    private static func precedes(_ a: Value, _ b: Value, _ order: [Code]) -> Bool {
        func key(_ value: Value) -> (kind: Int, rank: Int64, text: String) {
            switch value {
            case .withdrawn: (0, 0, "")
            case .flag(let flag): (1, flag ? 1 : 0, "")
            case .number(let number): (2, number, "")
            case .code(let code):
                (3, order.firstIndex(of: code).map(Int64.init) ?? .max, code.text)
            }
        }
        return key(a) < key(b)
    }
}
