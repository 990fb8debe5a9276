/// A request to stop that may come at any moment, from a signal or another thread.
package struct Cancellation: Sendable {
    /// Whether somebody asked to stop.
    package let isRequested: @Sendable () -> Bool
    /// Becomes readable when somebody asks, so that waiting ends at once. Without one a request is
    /// noticed within a quarter of a second.
    package let fileDescriptor: Int32?

    package init(
        fileDescriptor: Int32? = nil, isRequested: @escaping @Sendable () -> Bool
    ) {
        self.fileDescriptor = fileDescriptor
        self.isRequested = isRequested
    }

    /// Nobody will ask.
    package static let never = Cancellation { false }
}
