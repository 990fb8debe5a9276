import HummingbirdCore
import Logging
import NIOCore
import NIOSSL

/// A connection: counted by its address, encrypted when the hub is, and then HTTP/1.1.
struct HubChannel: ServerChildChannel {
    typealias Value = HTTP1Channel.Value

    let http: HTTP1Channel
    /// `nil` without encryption.
    let tls: NIOSSLContext?
    let connections: ConnectionCount
    let handshake: TimeAmount

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        let remote = RemoteAddress(channel.remoteAddress)
        let isWelcome = connections.enter(remote)
        if isWelcome {
            channel.closeFuture.whenComplete { _ in connections.leave(remote) }
        }
        return channel.eventLoop.makeCompletedFuture {
            guard let tls else { return }
            try channel.pipeline.syncOperations.addHandlers([
                NIOSSLServerHandler(context: tls), HandshakeDeadline(after: handshake),
            ])
        }.flatMap {
            http.setup(channel: channel, logger: logger)
        }.always { _ in
            if !isWelcome { channel.close(promise: nil) }
        }
    }

    func handle(value: Value, logger: Logger) async {
        await http.handle(value: value, logger: logger)
    }
}
