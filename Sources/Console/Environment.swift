internal import Glibc

/// Environment variables; an empty one counts as unset.
package struct Environment: Sendable {
    private let value: @Sendable (String) -> String?

    /// The variables of this process.
    package static let process = Environment { name in
        getenv(name).map { String(cString: $0) }
    }

    /// Fixed variables, for tests.
    package init(_ variables: [String: String]) {
        self.init { variables[$0] }
    }

    private init(value: @escaping @Sendable (String) -> String?) {
        self.value = value
    }

    package subscript(name: String) -> String? {
        value(name).flatMap { $0.isEmpty ? nil : $0 }
    }
}
