import SyncCore
import Synchronization

/// Lets so many exchanges in at once and no more, and few of one office: a queue without end would only
/// fill the memory, and one office that floods must leave places to the others.
final class ExchangeGate: Sendable {
    private let limit: Int
    private let limitOfOffice: Int
    private let inside = Mutex<[OfficeNumber: Int]>([:])

    init(limit: Int, ofOffice limitOfOffice: Int) {
        self.limit = limit
        self.limitOfOffice = limitOfOffice
    }

    /// Why an exchange must wait.
    enum Full {
        case hub
        case office
    }

    /// `nil` when there was room; who is let in must `leave`.
    func enter(_ office: OfficeNumber) -> Full? {
        inside.withLock { inside in
            guard inside.values.reduce(0, +) < limit else { return .hub }
            guard inside[office, default: 0] < limitOfOffice else { return .office }
            inside[office, default: 0] += 1
            return nil
        }
    }

    func leave(_ office: OfficeNumber) {
        inside.withLock { inside in
            let left = inside[office, default: 1] - 1
            inside[office] = left == 0 ? nil : left
        }
    }

    var count: Int { inside.withLock { $0.values.reduce(0, +) } }
}
