package import SyncCore

/// How often each register of each type of record was sent.
package struct SentRegisters: Hashable, Sendable {
    package private(set) var counts: [Code: [FieldName: Int]] = [:]

    package init() {}

    package mutating func add(_ register: FieldName, of type: Code) {
        counts[type, default: [:]][register, default: 0] += 1
    }

    /// How often registers left for a recipient.
    package func count(for recipient: Code, by charter: Charter) -> Int {
        charter.types.reduce(0) { sum, type in
            let left = charter.summarySchema.type(type.name)
            let sent = counts[type.name] ?? [:]
            return type.leavingFields.reduce(sum) { sum, field in
                guard let exit = field.exit, exit.recipients.contains(recipient) else {
                    return sum
                }
                let registers = left?.field(exit.name)?.registers ?? []
                return sum + registers.reduce(0) { $0 + (sent[$1] ?? 0) }
            }
        }
    }

    /// What was sent and isn't declared by any of the charters, sorted.
    package func undeclared(by charters: [Charter]) -> [Difference] {
        counts.flatMap { type, registers in
            registers.filter { register, _ in
                !charters.contains {
                    $0.summarySchema.type(type)?.field(of: register) != nil
                }
            }.map { Difference(type: type, register: $0.key, count: $0.value) }
        }.sorted { ($0.type, $0.register) < ($1.type, $1.register) }
    }

    /// A register that left, and that no charter of the office lets leave.
    package struct Difference: Hashable, Sendable {
        package let type: Code
        package let register: FieldName
        package let count: Int

        package init(type: Code, register: FieldName, count: Int) {
            self.type = type
            self.register = register
            self.count = count
        }
    }
}
