import Transport

/// How bytes get to a hub and back: a connection, or in tests a hub in memory.
protocol HubTransport {
    /// One request and its answer.
    func exchange(
        body: [UInt8], cancellation: Cancellation
    ) throws(TransportError) -> HubReply
}

extension HubConnection: HubTransport {}
