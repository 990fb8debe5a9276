/// What a hub answered: a message of the protocol, decompressed but not read.
package struct HubReply: Hashable, Sendable {
    /// Below 500 and not a redirection: anything else is thrown.
    package let status: Int
    package let body: [UInt8]
    /// What went over the network, headers not counted.
    package let traffic: Traffic

    /// Bytes of bodies, as compressed.
    package struct Traffic: Hashable, Sendable {
        package var sentBytes: Int
        package var receivedBytes: Int

        package init(sentBytes: Int, receivedBytes: Int) {
            self.sentBytes = sentBytes
            self.receivedBytes = receivedBytes
        }
    }

    package init(status: Int, body: [UInt8], traffic: Traffic) {
        self.status = status
        self.body = body
        self.traffic = traffic
    }
}
